const LARGEST_BLOCK = 128 * 1024;

/** A zstd frame (RFC 8878, section 3.1.1) whose blocks are stored as they are: no compressor is needed to make it. */
export function storedZstd(content: Buffer): Buffer {
  // Magic number, a descriptor without size or checksum, a window of 1 MB.
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50])];
  for (let at = 0; at === 0 || at < content.length; at += LARGEST_BLOCK) {
    const block = content.subarray(at, at + LARGEST_BLOCK);
    const header = (block.length << 3) | (at + LARGEST_BLOCK >= content.length ? 1 : 0);
    parts.push(Buffer.from([header & 255, (header >> 8) & 255, header >> 16]), block);
  }
  return Buffer.concat(parts);
}
