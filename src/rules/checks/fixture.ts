import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isObject } from "../values/field-access.ts";

/**
 * One record out of a file with many: `path#index`, the path relative to the cases file, the index from 0. Read are a JSON list,
 * an object around one list (as vendors deliver them), a single object, and JSON Lines.
 */
export async function readFixture(pointer: string, casesFile: string): Promise<{ readonly value: unknown } | { readonly error: string }> {
  const [path = "", index = "0"] = pointer.split("#");
  if (!/^\d+$/.test(index)) return { error: `"${pointer}": after # stands the number of the record, from 0` };
  const text = await readFile(resolve(dirname(casesFile), path), "utf8").catch(() => null);
  if (text === null) return { error: `there is no fixture ${path}` };
  const records = recordsIn(text);
  if (records === null) return { error: `${path} is neither JSON nor JSON Lines` };
  if (Number(index) >= records.length) return { error: `${path} has ${records.length} records; # counts from 0` };
  return { value: records[Number(index)] };
}

function recordsIn(text: string): readonly unknown[] | null {
  const whole = parse(text);
  if (whole !== undefined) return listIn(whole);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const records = lines.map(parse);
  return records.includes(undefined) ? null : records;
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [value];
  const lists = Object.values(value).filter((inner) => Array.isArray(inner));
  const [only] = lists;
  return only !== undefined && lists.length === 1 && Object.keys(value).length === 1 ? only : [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
