/** Why something was not read, and what to do about it. The list is closed: users and tests rely on the words. */
export interface Reason {
  readonly reason: string;
  readonly next: string | null;
}

const AGAIN = "Fetch the file again from where it came, then scan once more.";

/** Reasons that speak of a whole file. */
export const FILE_REASONS = {
  notALog: { reason: "not a log", next: null },
  unknownJson: { reason: "JSON, but no log that faastrail knows", next: null },
  empty: { reason: "empty file", next: AGAIN },
  emptyStream: { reason: "standard input is empty", next: "Check the command before the pipe." },
  notJson: {
    reason: "not valid JSON",
    next: "Check that the file is a log in JSON or JSON Lines; fetch it again if it was damaged on the way.",
  },
  nothingUsable: { reason: "no record in it could be used", next: "Look at the quarantined records of this file." },
  utf16: { reason: "UTF-16 text, only UTF-8 is read", next: "Convert it, for example: iconv -f UTF-16 -t UTF-8 FILE" },
  otherCompression: { reason: "compressed in a way that is not supported", next: "Unpack the file and scan what was in it." },
  archive: { reason: "an archive of files, which is not opened", next: "Unpack it and scan the folder." },
  parquet: { reason: "Parquet inside another compression, which is not read", next: "Unpack the file and scan what was in it." },
  parquetBroken: { reason: "Parquet that cannot be read", next: AGAIN },
  parquetCodec: { reason: "Parquet compressed in a way that is not supported", next: "Export the table as JSON Lines." },
  parquetLarge: {
    reason: "Parquet with a part that does not fit into memory; reading stopped there",
    next: "Write the table with smaller row groups, or export it as JSON Lines.",
  },
  unknownTable: { reason: "a table, but no log that faastrail knows", next: null },
  tableCut: { reason: "ends in the middle of a row", next: AGAIN },
  tableBroken: { reason: "a row without an end; reading stopped there", next: AGAIN },
  unreadable: { reason: "cannot be opened", next: "Check the permissions of the file." },
  changing: { reason: "went away or changed while it was read", next: "Scan a copy that nobody writes to." },
  notAFile: { reason: "not a regular file", next: null },
  folderLink: { reason: "a link to a folder, not followed", next: "Name the folder itself on the command line." },
  zstdCut: { reason: "zstd data ends too early", next: AGAIN },
  zstdCorrupt: { reason: "zstd data is corrupt", next: AGAIN },
  zstdWindow: { reason: "zstd data that needs more memory than is given to it", next: "Compress it again without --long." },
  gzipCut: { reason: "gzip data ends too early", next: AGAIN },
  gzipCorrupt: { reason: "gzip data is corrupt", next: AGAIN },
  gzipTrailing: { reason: "bytes after the end of the gzip data were not read", next: AGAIN },
  jsonCut: { reason: "ends in the middle of the JSON", next: AGAIN },
  jsonTail: { reason: "invalid JSON up to the end of the file", next: AGAIN },
  tooManyBreaks: { reason: "too much invalid JSON; reading stopped there", next: AGAIN },
  fileLimit: {
    reason: "larger than the limit on compressed bytes; the rest was not read",
    next: "Split the file, or raise the limit on file bytes.",
  },
  expandedLimit: {
    reason: "larger than the limit on decompressed bytes; the rest was not read",
    next: "If it is no decompression bomb, split the file, or raise the limit on expanded bytes.",
  },
  bomb: {
    reason: "expands more than two hundred times, as no log does; the rest was not read",
    next: "If it is a log, unpack it yourself and scan what was in it.",
  },
  hugeRecord: { reason: "one record is larger than what fits in memory; reading stopped there", next: AGAIN },
} as const satisfies Record<string, Reason>;

/** Reasons that speak of one record. Sources add theirs for a field that every record must have. */
export const RECORD_REASONS = {
  notJson: "not valid JSON",
  tooDeep: (limit: number) => `nested deeper than ${limit}`,
  tooLong: (limit: number) => `longer than ${limit} bytes`,
  otherColumns: "more or fewer columns than the header names",
  unknownShape: "a shape that no log source knows",
  tooAmbiguous: "the same key too many times",
} as const;

/** What is no log itself, although logs may be inside or behind it: listed, and no reason to call a result incomplete. */
export function isSkipped(why: Reason): boolean {
  return SKIPPED.has(why);
}

const SKIPPED: ReadonlySet<Reason> = new Set([
  FILE_REASONS.unknownJson,
  FILE_REASONS.unknownTable,
  FILE_REASONS.archive,
  FILE_REASONS.notAFile,
  FILE_REASONS.folderLink,
]);
