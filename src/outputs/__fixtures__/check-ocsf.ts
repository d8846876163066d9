import type { Attribute, Definition, OcsfSchema } from "./ocsf-schema.ts";

type Json = Readonly<Record<string, unknown>>;
interface Scope {
  readonly schema: OcsfSchema;
  readonly profiles: readonly string[];
}

/** Everything about an event that the published schema does not allow, a line each; none when it is valid. */
export function ocsfProblems(event: Json, schema: OcsfSchema): readonly string[] {
  const definition = schema.eventClass(Number(event["class_uid"]));
  const metadata = isObject(event["metadata"]) ? event["metadata"] : {};
  const profiles = Array.isArray(metadata["profiles"]) ? metadata["profiles"].map(String) : [];
  return [
    ...classProblems(event, definition, schema),
    ...(metadata["version"] === schema.version ? [] : [`metadata.version is not ${schema.version}`]),
    ...objectProblems(event, definition, "", { schema, profiles }),
    ...observableProblems(event),
  ];
}

function classProblems(event: Json, { caption, category = "" }: Definition, { categories }: OcsfSchema): readonly string[] {
  const activity = Number(event["activity_id"]);
  const expected: Json = {
    category_uid: categories[category]?.uid,
    category_name: categories[category]?.caption,
    class_name: caption,
    type_uid: Number(event["class_uid"]) * 100 + activity,
    type_name: `${caption}: ${String(event["activity_name"])}`,
  };
  return Object.entries(expected)
    .filter(([name, value]) => event[name] !== value)
    .map(([name, value]) => `${name} is not ${String(value)}`);
}

function objectProblems(value: Json, definition: Definition, path: string, scope: Scope): readonly string[] {
  const { attributes, constraints = {} } = definition;
  const required = Object.entries(attributes).filter(([, attribute]) => attribute.requirement === "required" && applies(attribute, scope));
  return [
    ...required.filter(([name]) => value[name] === undefined).map(([name]) => `${path}${name}: required`),
    ...Object.entries(constraints).flatMap(([kind, names]) => constraintProblems(kind, names, value, path)),
    ...Object.entries(value).flatMap(([name, item]) => attributeProblems(item, name, attributes[name], value, path, scope)),
  ];
}

function constraintProblems(kind: string, names: readonly string[], value: Json, path: string): readonly string[] {
  const present = names.filter((name) => value[name] !== undefined).length;
  const holds = kind === "at_least_one" ? present >= 1 : kind === "just_one" ? present === 1 : false;
  return holds ? [] : [`${path}: ${kind} of ${names.join(", ")}`];
}

function attributeProblems(
  item: unknown,
  name: string,
  attribute: Attribute | undefined,
  owner: Json,
  path: string,
  scope: Scope,
): readonly string[] {
  const place = `${path}${name}`;
  if (attribute === undefined) return [`${place}: no such attribute`];
  if (!applies(attribute, scope)) return [`${place}: needs the profile ${attribute.profile}`];
  if (attribute["@deprecated"] !== undefined) return [`${place}: deprecated`];
  if ((attribute.is_array === true) !== Array.isArray(item)) return [`${place}: array or not`];
  const items: readonly unknown[] = Array.isArray(item) ? item : [item];
  const empty = Array.isArray(item) && item.length === 0 && attribute.requirement === "required" ? [`${place}: empty`] : [];
  const sibling = siblingProblems(item, attribute, owner, place);
  return [...empty, ...sibling, ...items.flatMap((one) => valueProblems(one, attribute, place, scope))];
}

function applies({ profile }: Attribute, { profiles }: Scope): boolean {
  return profile === undefined || profile === null || profiles.includes(profile);
}

/** The caption beside a number must be the number's own. */
function siblingProblems(item: unknown, { sibling, enum: values }: Attribute, owner: Json, place: string): readonly string[] {
  const caption = values?.[String(item)]?.caption;
  if (sibling === undefined || caption === undefined || owner[sibling] === undefined || item === 99) return [];
  return owner[sibling] === caption ? [] : [`${place}: ${sibling} is not "${caption}"`];
}

/** Enumerations that the schema's compiler fills in from elsewhere; checked by themselves. */
const COMPILED = /^(category_uid|class_uid|type_uid|observables\.type_id)$/;

function valueProblems(item: unknown, attribute: Attribute, place: string, scope: Scope): readonly string[] {
  const { type = "", enum: values } = attribute;
  if (values !== undefined && !COMPILED.test(place) && values[String(item)] === undefined) {
    return [`${place}: ${String(item)} is not in the enumeration`];
  }
  if (scope.schema.scalars[type] !== undefined) return scalarProblems(item, type, place, scope);
  if (!isObject(item)) return [`${place}: no object`];
  return type === "object" ? [] : objectProblems(item, scope.schema.object(type), `${place}.`, scope);
}

function scalarProblems(item: unknown, type: string, place: string, { schema }: Scope): readonly string[] {
  const { type: base = type, regex, max_len, range } = schema.scalars[type] ?? {};
  if (type === "json_t") return [];
  if (!isOfType(item, base)) return [`${place}: no ${type}`];
  if (regex !== undefined && !new RegExp(regex).test(String(item))) return [`${place}: no ${type}: ${String(item)}`];
  if (max_len !== undefined && String(item).length > max_len) return [`${place}: longer than ${max_len}`];
  if (range !== undefined && (Number(item) < range[0] || Number(item) > range[1])) return [`${place}: out of range`];
  // Seconds or microseconds in the place of milliseconds are the usual mistake.
  if (type === "timestamp_t" && (Number(item) < 1e12 || Number(item) > 1e13)) return [`${place}: not in milliseconds`];
  return [];
}

function isOfType(item: unknown, base: string): boolean {
  if (base === "string_t") return typeof item === "string";
  if (base === "boolean_t") return typeof item === "boolean";
  if (base === "float_t") return typeof item === "number";
  return Number.isSafeInteger(item);
}

/** Every observable must lead to a value of the event that it names. */
function observableProblems(event: Json): readonly string[] {
  const { observables = [] } = event;
  return (Array.isArray(observables) ? observables : [])
    .filter(({ name, value }) => !valuesAt(event, String(name).replaceAll("[]", "").split(".")).includes(value))
    .map(({ name, value }) => `observables: ${value} is not at ${name}`);
}

function valuesAt(value: unknown, [head, ...rest]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, head === undefined ? [] : [head, ...rest]));
  if (head === undefined) return [value];
  return isObject(value) ? valuesAt(value[head], rest) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
