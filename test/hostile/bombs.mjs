/** Small files that unpack to very large ones, made without ever holding the large one. */
import { constants, deflateRawSync, gzipSync } from "node:zlib";

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const MEGABYTE = 1024 * 1024;

/** One gzip member: `head` as text, then `megabytes` of one character. Its checksum is wrong; nobody should get that far. */
export function oneMemberBomb(head, character, megabytes) {
  const first = deflateRawSync(head, { finishFlush: constants.Z_FULL_FLUSH });
  const block = deflateRawSync(Buffer.alloc(MEGABYTE, character), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([HEADER, first, ...Array.from({ length: megabytes }, () => block), Buffer.from([3, 0]), Buffer.alloc(8)]);
}

/** Many members of a megabyte each. */
export function manyMembersBomb(head, character, members) {
  const block = gzipSync(Buffer.alloc(MEGABYTE, character), { level: 9 });
  return Buffer.concat([gzipSync(head), ...Array.from({ length: members }, () => block)]);
}

/** So many members that hold one character each. */
export function tinyMembersBomb(head, members) {
  const tiny = gzipSync(" ");
  return Buffer.concat([gzipSync(head), ...Array.from({ length: members }, () => tiny)]);
}

/** Gzip within gzip: what is inside is no log. */
export function nestedBomb(depth) {
  let bytes = gzipSync(Buffer.alloc(50 * MEGABYTE, "a"));
  for (let i = 1; i < depth; i += 1) bytes = gzipSync(bytes);
  return bytes;
}

/** An array of a million small things, and a record whose one string has `megabytes`. */
export const millionEntries = () => `{"Records":[${"1,".repeat(999_999)}1]}`;
export const longString = (megabytes) =>
  Buffer.concat([
    Buffer.from('{"Records":[{"eventVersion":"1.11","eventName":"'),
    Buffer.alloc(megabytes * MEGABYTE, "a"),
    Buffer.from('"}]}'),
  ]);
