import type { RawPointer } from "../facts/fact.ts";
import type { SharedTexts } from "./shared-texts.ts";

/** Files remembered by name. */
const MOST_FILES = 10_000;

/** A file as a shared text; the digest first, because copies are put in order by this text. */
export function fileText({ sha256, file }: Pick<RawPointer, "sha256" | "file">): string {
  return JSON.stringify([sha256, file]);
}

/** Numbers of files among the shared texts. Files are few, so most texts need not be made. */
export function createFileNumbers(texts: SharedTexts): (raw: RawPointer) => number {
  const files = new Map<string, { readonly sha256: string; readonly id: number }>();
  return (raw) => {
    const known = files.get(raw.file);
    if (known !== undefined && known.sha256 === raw.sha256) return known.id;
    if (files.size >= MOST_FILES) files.clear();
    const id = texts.idOf(fileText(raw));
    files.set(raw.file, { sha256: raw.sha256, id });
    return id;
  };
}
