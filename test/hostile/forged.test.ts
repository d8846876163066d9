import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { loud } from "../../scenarios/lib/verdict.ts";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";
import { ATTACK, recordsOf, tellBase } from "../evasion/base.mjs";

/* Objects that somebody who can write to the log bucket puts there. The attack is still told; what is odd about the object is, too. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-forged-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const { steps } = tellBase();
const attack = ATTACK.map((label) => steps.get(label)).filter((record) => record !== undefined);
const others = recordsOf(tellBase()).filter(({ eventID }) => !attack.some((record) => record.eventID === eventID));

async function flagsWhenNamed(key: string): Promise<readonly string[]> {
  const folder = path.join(scratch, key.replaceAll(/\W/g, ""));
  const target = path.join(folder, key);
  mkdirSync(path.dirname(target), { recursive: true });
  // Records of IAM lie in another region's objects, and may.
  writeFileSync(target, gzipSync(JSON.stringify({ Records: attack })));
  writeFileSync(path.join(folder, "before.json"), JSON.stringify({ Records: others }));
  const found = loud((await scanPaths([folder])).incidents);
  expect(found.map(({ severity }) => severity)).toEqual(["critical"]);
  return found[0]?.flags ?? [];
}

it.each([
  ["as the trail names it", "111122223333_CloudTrail_eu-west-1_20261001T2210Z_AbCdEfGhIjKlMnOp.json.gz", false],
  ["named for another account", "999988887777_CloudTrail_eu-west-1_20261001T2210Z_AbCdEfGhIjKlMnOp.json.gz", true],
  ["named for another region", "111122223333_CloudTrail_ap-south-1_20261001T2210Z_AbCdEfGhIjKlMnOp.json.gz", true],
  ["delivered before it happened", "111122223333_CloudTrail_eu-west-1_20260901T2210Z_AbCdEfGhIjKlMnOp.json.gz", true],
  [
    "in another account's folder",
    "AWSLogs/999988887777/CloudTrail/eu-west-1/2026/10/01/111122223333_CloudTrail_eu-west-1_20261001T2210Z_AbCdEfGhIjKlMnOp.json.gz",
    true,
  ],
])("an object %s", async (_, key, isDoubtful) => {
  expect((await flagsWhenNamed(key)).includes("misplaced")).toBe(isDoubtful);
});
