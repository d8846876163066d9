/** A zstd frame (RFC 8878, section 3.1.1) whose blocks are stored as they are: no compressor is needed to make it. */
export function storedZstd(content: Buffer, blockBytes = 128 * 1024): Buffer {
  // Magic number, a descriptor without size or checksum, a window of 1 MB.
  const parts: Buffer[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50])];
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const block = content.subarray(at, at + blockBytes);
    const header = (block.length << 3) | (at + blockBytes >= content.length ? 1 : 0);
    parts.push(Buffer.from([header & 255, (header >> 8) & 255, header >> 16]), block);
  }
  return Buffer.concat(parts);
}
