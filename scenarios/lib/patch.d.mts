export type Patch = readonly object[];

/** Every delivery object below a folder, by its relative path, in a fixed order. */
export function listObjects(folder: string): readonly string[];
/** Records of an object. */
export function readObject(file: string): readonly Readonly<Record<string, unknown>>[];
/** Copies the logs from one folder to another with the patch applied. Throws when it names a record that is not there. */
export function writePatched(from: string, to: string, patch: Patch): void;
