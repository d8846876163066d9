import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { SOURCES } from "../../sources/registry.gen.ts";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { tinyOptions, tinyRecord, tinySource } from "../__fixtures__/tiny-source.ts";
import type { SecondLook } from "../contract.ts";
import { pathAt } from "../open/path-list.ts";
import { readInputs } from "../read-inputs.ts";
import { createSeenNames } from "./seen-names.ts";
import { lookAgain } from "./second-look.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const showing = { ...tinySource, bytes: { ...tinySource.bytes, identity: { keys: ['"who":"', '"key":"'], shows: () => true } } };
const look: SecondLook = { needles: ["late", "AKIALATE"], actors: new Set(["arn:role/late"]), credentials: new Set(["AKIALATE"]) };

/** Ordinary records, and among them the given one as it is written. */
function file(name: string, odd: string): string {
  const records = Array.from({ length: 300 }, (_, at) =>
    JSON.stringify(tinyRecord({ id: `${name}${at}`, who: `arn:role/r${at % 40}`, key: `K${at}` })),
  );
  return scratch.write(`${name}.json.gz`, gzipSync(`{"Records":[${records.toSpliced(100, 0, odd).join(",")}]}`));
}

const files = [
  file("other", JSON.stringify(tinyRecord({ id: "o", who: "arn:role/later" }))),
  file("namesake", JSON.stringify(tinyRecord({ id: "n", who: "arn2:role/late" }))),
  file("actor", JSON.stringify(tinyRecord({ id: "a", who: "arn:role/late" }))),
  file("credential", JSON.stringify(tinyRecord({ id: "c", key: "AKIALATE" }))),
  file("escaped", JSON.stringify(tinyRecord({ id: "e", who: "arn:role/late" })).replace("late", "l\\u0061te")),
  file("spaced", JSON.stringify(tinyRecord({ id: "s", who: "arn:role/late" })).replace('"who":', '"who" : ')),
  file("alone", JSON.stringify(tinyRecord({ id: "l", who: "late" }))),
  scratch.write("pretty.json", JSON.stringify([tinyRecord({ id: "p", who: "arn:role/late" })], null, 2)),
];

describe("names seen at the first look", () => {
  it("spare the second look files without them, and change nothing else", async () => {
    const results = await Promise.all(
      [createSeenNames(), createSeenNames(0), undefined].map(async (seenNames) => {
        const { options, facts, activities } = tinyOptions({ sources: [showing], ...(seenNames === undefined ? {} : { seenNames }) });
        const read = await readInputs(files, options);
        const again = await lookAgain(read.rereadable, look, options);
        const opened = read.rereadable.names.filter((names) => seenNames?.mayHold(names, look) ?? true).length;
        return {
          opened,
          found: {
            read: { ...read, rereadable: read.rereadable.files.map((one) => pathAt(read.rereadable.paths, one)) },
            again,
            facts,
            activities,
          },
        };
      }),
    );
    expect(results.map(({ opened }) => opened)).toEqual([6, 8, 8]);
    expect(results[0]?.found).toEqual(results[2]?.found);
    expect(results[0]?.found.again.records).toBe(5);
  });

  it("are not doubted where pieces of a file meet", async () => {
    const pad = "p".repeat(300);
    const records = Array.from({ length: 8000 }, (_, at) =>
      JSON.stringify(tinyRecord({ id: `e${at}`, who: `arn:aws:iam::1:role/${"long-name-".repeat(20)}${at % 50}`, pad })),
    );
    const path = scratch.write("pieces.json.gz", gzipSync(`{"Records":[${records.join(",")}]}`));
    const seenNames = createSeenNames();
    const { rereadable } = await readInputs([path], tinyOptions({ sources: [showing], seenNames }).options);
    const names = rereadable.names[0] ?? null;
    expect(seenNames.mayHold(names, look)).toBe(false);
    const known = { ...look, actors: new Set([`arn:aws:iam::1:role/${"long-name-".repeat(20)}49`]), credentials: new Set<string>() };
    expect(seenNames.mayHold(names, known)).toBe(true);
    expect(names).not.toBeNull();
  });

  it("hold every identity that a source says its keys show", () => {
    let checked = 0;
    for (const source of SOURCES) {
      const { identity } = source.bytes;
      if (identity === undefined) continue;
      for (const record of fixturesOf(source.id)) {
        const who = source.envelope(record);
        if ("unusable" in who) continue;
        for (const name of [who.actorId, who.credentialId]) {
          if (name === null || !identity.shows(name)) continue;
          checked += 1;
          const parts = partsOf(JSON.stringify(record), identity.keys);
          expect(parts.some((part) => part === fullName(name) || part === `:${name.split(/[/:]/).at(-1)}`)).toBe(true);
          const namesakes = parts.filter((part) => part.endsWith(`:${name.split(/[/:]/).at(-1)}`) && !part.startsWith(":"));
          expect(namesakes.length === 0 || namesakes.includes(fullName(name))).toBe(true);
        }
      }
    }
    expect(checked).toBeGreaterThan(50);
  });
});

function fixturesOf(id: string): readonly Record<string, unknown>[] {
  const folder = new URL(`../../sources/${id.split("/")[0]}/__fixtures__/${id.split("/")[1]}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".input.json"));
  return names.flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")).records ?? []);
}

/** What stands before an end or a `/`, after the last colon and but for the first of several, and before it what stands before that colon: `123:name`. */
function partsOf(text: string, keys: readonly string[]): readonly string[] {
  const values = keys.flatMap((key) => text.split(key).slice(1)).map((rest) => rest.slice(0, rest.indexOf('"')));
  return values.flatMap((value) => {
    const behind = value.split(":");
    const parts = (behind.at(-1) ?? "").split("/");
    return parts.slice(parts.length > 1 ? 1 : 0).map((part) => `${behind.at(-2) ?? ""}:${part}`);
  });
}

function fullName(id: string): string {
  return `${id.split(":").at(-2) ?? ""}:${id.split(/[/:]/).at(-1)}`;
}
