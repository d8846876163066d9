import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULTS, writeCorpus } from "./cloudtrail/corpus.mjs";

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-corpus-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Row {
  eventID: string;
  eventName: string;
  awsRegion: string;
  userAgent: string;
  userIdentity: { type: string; inScopeOf?: object };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".gz"))
    .toSorted();
}

function recordsOf(folder: string): readonly Row[] {
  return filesOf(folder).flatMap((file) => JSON.parse(gunzipSync(readFileSync(path.join(folder, file))).toString("utf8")).Records);
}

describe("the corpus generator", () => {
  const options = { ...DEFAULTS, records: 12_000, objects: 6, accounts: 2, runAs: 0.25 };
  const first = path.join(scratch, "first");
  const corpus = writeCorpus(first, options);

  it("writes the same bytes for the same seed and others for another", () => {
    const again = path.join(scratch, "again");
    const other = path.join(scratch, "other");
    writeCorpus(again, options);
    writeCorpus(other, { ...options, seed: "2" });
    expect(filesOf(again)).toEqual(filesOf(first));
    for (const file of filesOf(first)) expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(first, file)))).toBe(true);
    expect(filesOf(other)).not.toEqual(filesOf(first));
  });

  it("has the size, the ratio and the mix that it is asked for", () => {
    const records = recordsOf(first);
    expect(records).toHaveLength(12_000);
    expect(corpus.records).toBe(12_000);
    expect(corpus.json / corpus.records).toBeGreaterThan(1200);
    expect(corpus.json / corpus.records).toBeLessThan(1600);
    expect(corpus.json / corpus.gzip).toBeGreaterThan(6);
    expect(corpus.json / corpus.gzip).toBeLessThan(9);
    expect(corpus.roleSessions / corpus.records).toBeGreaterThan(0.6);
    const changes = records.filter(({ eventName }) =>
      /^(Update|Create|Publish|Add).*20\d{6}|^Get(SecretValue|Parameter)$|^Put(Rule|Targets|RolePolicy)$/.test(eventName),
    );
    expect(changes.length / records.length).toBeCloseTo(0.01, 2);
    expect(records.filter(({ userAgent }) => userAgent.includes("exec-env/AWS_Lambda")).length / records.length).toBeCloseTo(0.225, 1);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(12_000);
  });

  it("lays objects out as AWS does, each with the records of one region", () => {
    for (const file of filesOf(first)) {
      expect(file).toMatch(
        /^AWSLogs\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/2026\/10\/\d\d\/\1_CloudTrail_\2_202610\d\dT\d{4}Z_[0-9a-f]{16}\.json\.gz$/,
      );
      const text = gunzipSync(readFileSync(path.join(first, file))).toString("utf8");
      expect(text.startsWith('{"Records":[{"eventVersion":"')).toBe(true);
      const regions = new Set((JSON.parse(text).Records as Row[]).map(({ awsRegion }) => awsRegion));
      expect([...regions]).toEqual([file.split("/")[3]]);
    }
  });
});
