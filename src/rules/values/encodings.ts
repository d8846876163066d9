// Modifiers that rewrite a value before it is compared: Base64 (also at unknown offset), UTF-16 and dashes.
import type { Pattern, PatternPart } from "./pattern.ts";

/**
 * The three forms that Base64 gives a piece of text, by its offset modulo three in what was encoded. Characters that mix
 * with unknown neighbours are cut off.
 */
export function base64Offsets(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replaceAll("=", "");
    // The first `shift` bytes are not ours; 6-bit digits that they reach into carry unknown bits.
    const start = Math.ceil((shift * 8) / 6);
    // A last digit that is not filled by our bytes carries bits of what follows.
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
}

export type Utf16 = "utf16" | "utf16le" | "utf16be" | "wide";

/** Text as UTF-16 bytes; `utf16` puts the byte order mark in front, as Windows does. */
export function utf16Bytes(text: string, form: Utf16): Buffer {
  const little = Buffer.from(text, "utf16le");
  if (form === "utf16") return Buffer.concat([Buffer.from([0xff, 0xfe]), little]);
  return form === "utf16be" ? little.swap16() : little;
}

const DASHES = "-/–—―";

/** Lets every dash or slash that begins a word stand for all five that Windows tools take for one. */
export function anyDash(pattern: Pattern): Pattern {
  return pattern.flatMap((part) => (typeof part === "string" ? splitAtDashes(part) : [part]));
}

function splitAtDashes(text: string): PatternPart[] {
  const parts: PatternPart[] = [];
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (DASHES.includes(char) && !isWord(text.charAt(at - 1)) && isWord(text.charAt(at + 1))) {
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push({ oneOf: DASHES });
    } else plain += char;
  }
  if (plain !== "") parts.push(plain);
  return parts;
}

function isWord(char: string): boolean {
  return char !== "" && /[\p{L}\p{N}_]/u.test(char);
}
