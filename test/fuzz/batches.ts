import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Source } from "../../src/sources/contract.ts";
import { root } from "../lib/sources.ts";
import { damagedText, mutated, pick } from "./mutate.ts";
import type { Random } from "./mutate.ts";

export interface Batch {
  readonly name: string;
  readonly bytes: Buffer;
  /** Each record's text, to find the slow one among them. */
  readonly texts: readonly string[];
}

/** Records in the vendor's shapes: every fixture of a source. */
export function shapesOf(source: Source): readonly Readonly<Record<string, unknown>>[] {
  const [provider = "", log = ""] = source.id.split("/");
  const folder = join(root, "src", "sources", provider, "__fixtures__", log);
  const files = readdirSync(folder).filter((file) => file.endsWith(".input.json") && file !== "not-mine.input.json");
  return files.flatMap((file) => {
    const { records } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { records: Record<string, unknown>[] }; // the fixtures' own form
    return records;
  });
}

/** A file of mutated records of one source in one of its containers. */
export function makeBatch(random: Random, source: Source, shapes: readonly Readonly<Record<string, unknown>>[], size: number): Batch {
  const texts = Array.from({ length: size }, () => {
    const record = random() < 0.15 ? pick(random, shapes) : mutated(random, pick(random, shapes));
    return damagedText(random, withOwnId(random, JSON.stringify(record) ?? "null"));
  });
  if (source.lines !== undefined && random() < 0.5) return plainLines(random, source.lines.fields, shapes, size);
  const form = Math.floor(random() * 5);
  if (form === 0) return { name: "batch.json", bytes: Buffer.from(`{"Records":[${texts.join(",")}]}`), texts };
  if (form === 1) return { name: "batch.json", bytes: Buffer.from(`[${texts.join(",\n  ")}]`), texts };
  if (form === 2) return { name: "batch.json.gz", bytes: gzipSync(`{"Records":[${texts.join(",")}]}`), texts };
  if (form === 3) return { name: "batch.json", bytes: Buffer.from(JSON.stringify(wrapped(texts))), texts };
  return { name: "batch.jsonl", bytes: Buffer.from(`${texts.join("\n")}\n`), texts };
}

/** Fixtures are few, so without an id of its own nearly every record would be somebody's copy. */
function withOwnId(random: Random, text: string): string {
  if (random() < 0.1) return text;
  const id = Math.floor(random() * 2 ** 48).toString(16);
  return text.replaceAll(
    /"(eventID|eventId|insertId|eventDataId|requestId|id|Id|RequestId|MessageId)":"[^"]{0,80}"/g,
    (_, key) => `"${String(key)}":"${id}"`,
  );
}

/** Wrappers that carry events as text or as an object: LookupEvents, EventBridge. */
function wrapped(texts: readonly string[]): unknown {
  return {
    Events: texts.map((CloudTrailEvent, i) =>
      i % 7 === 0 ? { "detail-type": "x", detail: CloudTrailEvent } : { EventId: String(i), CloudTrailEvent },
    ),
  };
}

function plainLines(random: Random, fields: readonly string[], shapes: readonly Readonly<Record<string, unknown>>[], size: number): Batch {
  const line = (): string => {
    const record = mutated(random, pick(random, shapes));
    const values: ReadonlyMap<string, unknown> = new Map(typeof record === "object" && record !== null ? Object.entries(record) : []);
    const words = fields.map((field) => {
      const value = values.get(field) ?? "-";
      return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 200);
    });
    return damagedText(random, words.join(" "));
  };
  const texts = Array.from({ length: size }, line);
  return { name: "batch.log", bytes: Buffer.from(`${fields.join(" ")}\n${texts.join("\n")}\n`), texts };
}
