import type { Activity, ActivityPoint } from "../facts/activity.ts";
import type { Cell, RowShape } from "./append.ts";
import { createFileNumbers } from "./file-numbers.ts";
import { isPackable, packedSql, unpack } from "./packed.ts";
import { ACTIVITY_COLUMNS } from "./schema.ts";
import type { ActivityColumn } from "./schema.ts";
import type { SharedTexts } from "./shared-texts.ts";

/** Rows of activity are kept as facts are: see fact-rows.ts. */

type Common = Pick<Activity, "source" | "provider" | "account" | "region" | "runtimeAgent" | "srcIpClass" | "service" | "op">;

function commonText({ source, provider, account, region, runtimeAgent, srcIpClass, service, op }: Activity): string {
  return JSON.stringify({ source, provider, account, region, runtimeAgent, srcIpClass, service, op } satisfies Common);
}

const OWN = ["activity_id", "run_as_id", "session_automation_id", "credential_id"] as const satisfies readonly ActivityColumn[];

/** SQL that gives one text for each row of the alias `a`. */
export const PACKED_ACTIVITY: string = packedSql("a", ["common", "file", "first_ms"], OWN);

/** Event id, offset, length, row, path; then file's number and time, where it is not the row's first point. */
type Point = readonly [string, number, number, number | null, string | null, file?: number, tsMs?: number];
type Rest = readonly [
  sessionName: string,
  hourMs: number,
  minutesLow: number,
  minutesHigh: number,
  outcomeMask: number,
  first: Point,
  /** Null where it is the first: most rows stand for a single record. */
  last: Point | null,
  own?: readonly (string | null)[],
];

function pointOf({ eventId, raw }: ActivityPoint): readonly [string, number, number, number | null, string | null] {
  return [eventId, raw.offset, raw.length, raw.row ?? null, raw.path ?? null];
}

/** Numbers of what rows share. Rows of one series follow each other, so most texts need not be made. */
interface Numbers {
  readonly common: (row: Activity) => number;
  readonly file: (raw: ActivityPoint["raw"]) => number;
}

function numbersIn(texts: SharedTexts): Numbers {
  let latest: { readonly row: Activity; readonly id: number } | null = null;
  return {
    common: (row) => {
      if (latest === null || !sharesCommon(row, latest.row)) latest = { row, id: texts.idOf(commonText(row)) };
      return latest.id;
    },
    file: createFileNumbers(texts),
  };
}

function sharesCommon(a: Activity, b: Activity): boolean {
  return (
    a.source === b.source &&
    a.provider === b.provider &&
    a.account === b.account &&
    a.region === b.region &&
    a.runtimeAgent === b.runtimeAgent &&
    a.srcIpClass === b.srcIpClass &&
    a.service === b.service &&
    a.op === b.op
  );
}

function restText(row: Activity, numbers: Numbers): string {
  const { sessionName, hourMs, minutesLow, minutesHigh, outcomeMask, first, last } = row;
  const own = OWN.map((column) => CELLS[column](row));
  const end: Point | null = last === first ? null : [...pointOf(last), numbers.file(last.raw), last.tsMs];
  const rest: Rest = [sessionName, hourMs, minutesLow, minutesHigh, outcomeMask, pointOf(first), end];
  return JSON.stringify(isPackable(own) ? rest : [...rest, own]);
}

const CELLS = {
  activity_id: (row: Activity) => row.activityId,
  source: (row: Activity) => row.source,
  account: (row: Activity) => row.account,
  run_as_id: (row: Activity) => row.runAsId,
  session_automation_id: (row: Activity) => row.sessionAutomationId,
  credential_id: (row: Activity) => row.credentialId,
  first_ms: (row: Activity) => row.first.tsMs,
  last_ms: (row: Activity) => row.last.tsMs,
} satisfies Readonly<Record<Exclude<ActivityColumn, "common" | "file" | "rest">, (row: Activity) => Cell>>;

/** How rows of activity become rows of `activity_in`. */
export function activityRows(texts: SharedTexts): RowShape<Activity> {
  const numbers = numbersIn(texts);
  const cells: Readonly<Record<ActivityColumn, (row: Activity) => Cell>> = {
    ...CELLS,
    common: numbers.common,
    file: ({ first }) => numbers.file(first.raw),
    rest: (row) => restText(row, numbers),
  };
  return {
    table: "activity_in",
    columns: Object.entries(ACTIVITY_COLUMNS).map(([column, type]) => ({ type, cell: cells[column as ActivityColumn] })), // keys of the same object
  };
}

/** A row's parts as they were read, and the numbers of what it shares. */
export interface PackedActivity {
  readonly parts: readonly (string | null)[];
  readonly rest: Rest;
  readonly shares: readonly number[];
}

export function unpackActivity(text: string): PackedActivity {
  const parts = unpack(text);
  const rest = JSON.parse(parts[0] ?? "") as Rest; // written by restText
  const end = rest[6];
  return { parts, rest, shares: [Number(parts[1]), Number(parts[2]), ...(end === null ? [] : [end[5] ?? 0])] };
}

/** The row with the texts that it shares. */
export function decodeActivity({ parts, rest }: PackedActivity, shared: ReadonlyMap<number, unknown>): Activity {
  const [sessionName, hourMs, minutesLow, minutesHigh, outcomeMask, begin, end, exact] = rest;
  const [activityId, runAsId, sessionAutomationId, credentialId] = exact ?? parts.slice(4);
  const first = decodePoint(begin, Number(parts[3]), Number(parts[2]), shared);
  return {
    activityId: activityId ?? "",
    ...(shared.get(Number(parts[1])) as Common), // written by commonText
    runAsId: runAsId ?? "",
    sessionName,
    sessionAutomationId: sessionAutomationId ?? null,
    credentialId: credentialId ?? null,
    hourMs,
    minutesLow,
    minutesHigh,
    outcomeMask,
    first,
    last: end === null ? first : decodePoint(end, end[6] ?? 0, end[5] ?? 0, shared),
  };
}

function decodePoint(
  [eventId, offset, length, row, path]: Point,
  tsMs: number,
  file: number,
  shared: ReadonlyMap<number, unknown>,
): ActivityPoint {
  const [sha256, name] = shared.get(file) as readonly [string, string]; // written by fileText
  const place = { ...(row === null ? {} : { row }), ...(path === null ? {} : { path }) };
  return { tsMs, eventId, raw: { file: name, sha256, offset, length, ...place } };
}
