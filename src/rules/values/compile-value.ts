import { pathLiterals } from "./byte-literal.ts";
import { cidrTest } from "./cidr-test.ts";
import { readDatePart } from "./date-part.ts";
import { anyDash, base64Offsets, utf16Bytes } from "./encodings.ts";
import { fieldPath } from "./field-access.ts";
import type { ValueTest } from "../logic.ts";
import type { FieldKey, Transform } from "./modifiers.ts";
import { ANY_RUN, parsePattern, type Pattern, plainText } from "./pattern.ts";
import { regexTest } from "./regex-test.ts";
import { compareTest, existsTest, extractedTest, fieldRefTest, nullTest, numberTest, type Placement, textTest } from "./value-tests.ts";
import type { LocatedScalar } from "../files/located.ts";

interface Refused {
  readonly error: string;
}

/** The test that one value of a search stands for, or why it cannot be one. */
export function compileValue(key: FieldKey, given: LocatedScalar): ValueTest | Refused {
  switch (key.type) {
    case "text":
      return compileText(key, given);
    case "re":
      return typeof given.value === "string" ? regexTest(given.value, key.flags) : { error: "|re needs a text in quotes" };
    case "cidr":
      return typeof given.value === "string" ? cidrTest(given.value) : { error: "|cidr needs a network such as 10.0.0.0/8" };
    case "exists":
      if (typeof given.value !== "boolean") return { error: "|exists needs true or false" };
      return existsTest(given.value, pathLiterals(fieldPath(key.field).segments));
    case "fieldref":
      if (typeof given.value !== "string" || given.value === "") return { error: "|fieldref needs the name of another field" };
      return fieldRefTest(fieldPath(given.value), placementOf(key.transforms), key.cased);
    case "compare":
    case "date":
      return compileNumber(key, given);
  }
}

function compileNumber(key: FieldKey, given: LocatedScalar): ValueTest | Refused {
  const { comparison, datePart } = key;
  if (typeof given.value !== "number") return { error: `|${comparison ?? datePart ?? ""} needs a number` };
  const read = datePart === null ? undefined : (value: unknown): number | null => readDatePart(datePart, value);
  if (comparison !== null) return compareTest(comparison, given.value, read);
  return extractedTest(given.value, read ?? (() => null));
}

function placementOf(transforms: readonly Transform[]): Placement {
  return (["contains", "startswith", "endswith"] as const).find((name) => transforms.includes(name)) ?? "equals";
}

function compileText(key: FieldKey, given: LocatedScalar): ValueTest | Refused {
  const plain = key.transforms.length === 0 && key.field !== "";
  if (given.value === null) return plain ? nullTest : { error: "null takes no modifier here" };
  if (typeof given.value === "number" && plain) return numberTest(given.value, given.source);
  const start: Pattern = typeof given.value === "string" ? parsePattern(given.value) : [given.source];
  const rewritten = transformAll(start, key.transforms);
  if ("error" in rewritten) return rewritten;
  // Keywords are looked for anywhere in a text.
  const patterns = key.field === "" ? rewritten.map(contained) : rewritten;
  const tests = patterns.map((pattern) => textTest(pattern, key.cased));
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return { accepts: (value, record) => tests.some((test) => test.accepts(value, record)), absent: false, literals: [] };
}

type Stage = Pattern | Buffer;

function transformAll(start: Pattern, transforms: readonly Transform[]): readonly Pattern[] | Refused {
  let stages: readonly Stage[] = [start];
  for (const name of transforms) {
    const next: Stage[] = [];
    for (const stage of stages) {
      const rewritten = transformOne(stage, name);
      if ("error" in rewritten) return rewritten;
      next.push(...rewritten);
    }
    stages = next;
  }
  const patterns: Pattern[] = [];
  for (const stage of stages) {
    if (Buffer.isBuffer(stage)) return { error: "UTF-16 bytes do not stand in a log as they are; add |base64 or |base64offset" };
    patterns.push(stage);
  }
  return patterns;
}

function transformOne(stage: Stage, name: Transform): readonly Stage[] | Refused {
  switch (name) {
    case "base64":
    case "base64offset": {
      const bytes = bytesOf(stage);
      if ("error" in bytes) return bytes;
      return name === "base64" ? [[bytes.toString("base64")]] : base64Offsets(bytes).map((text) => [text]);
    }
    case "utf16":
    case "utf16le":
    case "utf16be":
    case "wide": {
      const text = Buffer.isBuffer(stage) ? null : plainText(stage);
      return text === null ? { error: `|${name} cannot encode wildcards` } : [utf16Bytes(text, name)];
    }
    case "contains":
    case "startswith":
    case "endswith":
    case "windash":
      if (Buffer.isBuffer(stage)) return { error: `|${name} has to stand after |base64 or |base64offset` };
      return [placePattern(stage, name)];
  }
}

function placePattern(pattern: Pattern, name: "contains" | "startswith" | "endswith" | "windash"): Pattern {
  if (name === "windash") return anyDash(pattern);
  if (name === "startswith") return [...pattern, ANY_RUN];
  return name === "endswith" ? [ANY_RUN, ...pattern] : contained(pattern);
}

function contained(pattern: Pattern): Pattern {
  return [ANY_RUN, ...pattern, ANY_RUN];
}

function bytesOf(stage: Stage): Buffer | Refused {
  if (Buffer.isBuffer(stage)) return stage;
  const text = plainText(stage);
  return text === null ? { error: "Base64 cannot encode wildcards" } : Buffer.from(text, "utf8");
}
