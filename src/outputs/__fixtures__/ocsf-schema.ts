import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Reads the published OCSF schema (github.com/ocsf/ocsf-schema: dictionary, objects, events,
 * profiles) far enough to check events: `extends`, included profiles, and the dictionary below all.
 */

export interface Attribute {
  readonly requirement?: string;
  /** Profile that the attribute belongs to; null when the class has it in any case. */
  readonly profile?: string | null;
  readonly type?: string;
  readonly is_array?: boolean;
  readonly sibling?: string;
  readonly enum?: Readonly<Record<string, { readonly caption: string }>>;
  readonly "@deprecated"?: unknown;
}

export interface Definition {
  readonly name: string;
  readonly caption?: string;
  readonly category?: string;
  readonly uid?: number;
  readonly extends?: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: Readonly<Record<string, readonly string[]>>;
  readonly observable?: number;
}

export interface ScalarType {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
  readonly values?: readonly unknown[];
}

export interface OcsfSchema {
  readonly version: string;
  readonly scalars: Readonly<Record<string, ScalarType>>;
  readonly categories: Readonly<Record<string, { readonly uid: number; readonly caption: string }>>;
  readonly object: (name: string) => Definition;
  readonly eventClass: (classUid: number) => Definition;
}

export function readOcsfSchema(folder: string): OcsfSchema {
  const read = (path: string): any => JSON.parse(readFileSync(join(folder, path), "utf8")); // oxlint-disable-line typescript/no-explicit-any -- somebody else's JSON
  const dictionary = read("dictionary.json");
  const categories = read("categories.json").attributes;
  const objects = definitionsIn(folder, "objects", read);
  const events = definitionsIn(folder, "events", read);
  const resolve = (name: string, known: ReadonlyMap<string, Definition>): Definition =>
    withDictionary(inherited(name, known, read), dictionary.attributes);
  const uidOf = (name: string): number => {
    const { category = "other", uid = 0 } = inherited(name, events, read);
    return (categories[category]?.uid ?? 0) * 1000 + uid;
  };
  return {
    version: read("version.json").version,
    scalars: dictionary.types.attributes,
    categories,
    object: (name) => resolve(name, objects),
    eventClass: (classUid) => {
      const name = [...events.keys()].find((known) => events.get(known)?.uid !== undefined && uidOf(known) === classUid);
      if (name === undefined) throw new Error(`no OCSF class ${classUid}`);
      return resolve(name, events);
    },
  };
}

function definitionsIn(folder: string, below: string, read: (path: string) => Definition): ReadonlyMap<string, Definition> {
  const files = readdirSync(join(folder, below), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return new Map(files.map((file) => read(join(below, file))).map((definition) => [definition.name, definition]));
}

/** The definition over what it extends, with included profiles spelled out. */
function inherited(name: string, known: ReadonlyMap<string, Definition>, read: (path: string) => Definition): Definition {
  const own = known.get(name);
  if (own === undefined) throw new Error(`no OCSF definition ${name}`);
  const parent = own.extends === undefined ? undefined : inherited(own.extends, known, read);
  const { $include: includes = [], ...attributes } = own.attributes as Record<string, Attribute> & { $include?: readonly string[] };
  const ofProfiles = includes.flatMap((path) => {
    const profile = read(path);
    return Object.entries(profile.attributes).map(([key, attribute]) => [key, { ...attribute, profile: profile.name }] as const);
  });
  const layers = [parent?.attributes ?? {}, Object.fromEntries(ofProfiles), attributes];
  return { ...parent, ...own, attributes: layers.reduce(overlaid, {}) };
}

function withDictionary(definition: Definition, dictionary: Readonly<Record<string, Attribute>>): Definition {
  const names = Object.keys(definition.attributes);
  const base = Object.fromEntries(names.map((name) => [name, dictionary[name] ?? {}]));
  return { ...definition, attributes: overlaid(base, definition.attributes) };
}

/** Attribute by attribute the upper one over the lower; enumerations are united. */
function overlaid(
  lower: Readonly<Record<string, Attribute>>,
  upper: Readonly<Record<string, Attribute>>,
): Readonly<Record<string, Attribute>> {
  const entries = Object.entries(upper).map(([name, attribute]) => {
    const below = lower[name];
    const values = { ...below?.enum, ...attribute.enum };
    return [name, { ...below, ...attribute, ...(Object.keys(values).length === 0 ? {} : { enum: values }) }] as const;
  });
  return { ...lower, ...Object.fromEntries(entries) };
}
