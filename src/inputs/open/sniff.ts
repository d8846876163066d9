import { FILE_REASONS, type Reason } from "../reasons.ts";

/** What the first bytes of a file say about it. */
export type Sniffed = "gzip" | "zstd" | "other-compression" | "archive" | "parquet" | "utf16" | "plain";

const MAGIC: readonly (readonly [Sniffed, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["other-compression", [0xfd, 0x37, 0x7a, 0x58, 0x5a]], // xz
  ["other-compression", [0x42, 0x5a, 0x68]], // bzip2
  ["archive", [0x50, 0x4b, 0x03, 0x04]], // zip
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
  ["utf16", [0xff, 0xfe]],
  ["utf16", [0xfe, 0xff]],
];

const TAR_MARK = "ustar";
const TAR_MARK_AT = 257;

/** Tells a file by its magic bytes; names can be wrong. */
export function sniff(head: Buffer): Sniffed {
  // What most of them are, inside.
  if (head[0] === 0x7b && head[1] === 0x22) return "plain";
  for (const [kind, magic] of MAGIC) {
    if (magic.every((byte, at) => head[at] === byte)) return kind;
  }
  return head.toString("latin1", TAR_MARK_AT, TAR_MARK_AT + TAR_MARK.length) === TAR_MARK ? "archive" : "plain";
}

/** Whether decompressed bytes begin as JSON does, or hold a known log's key further on. */
export function looksLikeJson(bytes: Buffer, anchors: readonly string[]): boolean {
  const start = skipBlank(bytes, 0);
  const first = bytes[start];
  const second = bytes[skipBlank(bytes, start + 1)];
  if (first === 0x7b && (second === 0x22 || second === 0x7d)) return true;
  if (first === 0x5b && (second === 0x7b || second === 0x5d)) return true;
  return anchors.some((anchor) => bytes.includes(anchor, 0, "latin1"));
}

/** Position of the first byte that is neither white space nor a byte order mark. */
export function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at += 1;
    else if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else return at;
  }
}

/** What to say of a file without JSON in it: a damaged log if its name promises one, else no log. */
export function reasonWithoutJson(file: string, isEmpty: boolean): { readonly state: "unread" | "skipped"; readonly why: Reason } {
  const name = file.toLowerCase();
  if (isEmpty && file === "-") return { state: "unread", why: FILE_REASONS.emptyStream };
  if (isEmpty && /\.(json|jsonl|ndjson|log|gz)$/.test(name)) return { state: "unread", why: FILE_REASONS.empty };
  if (/\.(json|jsonl|ndjson)(\.gz)?$/.test(name)) return { state: "unread", why: FILE_REASONS.notJson };
  return { state: "skipped", why: FILE_REASONS.notALog };
}
