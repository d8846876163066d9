import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import type { LogRecord } from "../contract.ts";
import { isFields, listAt, objectAt, textAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";
import { parameterBag } from "./records/parameters.ts";

/* The same activities in everything that they travel in give the same facts. Records are the hand-made fixtures. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-workspace-shapes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

const items: readonly LogRecord[] = ["scripts", "consents", "acts", "admin", "accounts", "apps"].flatMap((name) => {
  const file = path.join(import.meta.dirname, "__fixtures__", "reports", `${name}.input.json`);
  return listAt(JSON.parse(readFileSync(file, "utf8")), "records").filter(isFields);
});
/** Of an application that no rule asks about, so that something can be rejected on its bytes. */
const noise = items.map((item, at): LogRecord => {
  const { id, actor, events, ...rest } = item;
  const quiet = listAt({ events }, "events").map((event) => ({
    ...objectAt(event),
    parameters: [{ name: "event_title", value: "Lunch" }],
  }));
  const { applicationInfo: _, ...person } = objectAt({ actor }, "actor");
  return {
    ...rest,
    id: { ...objectAt({ id }, "id"), applicationName: "calendar", uniqueQualifier: `${at}` },
    actor: person,
    events: quiet,
  };
});

interface Read {
  readonly facts: readonly Fact[];
  readonly counts: Readonly<Record<string, unknown>>;
}

async function read(name: string, text: string, parseEverything = false): Promise<Read> {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  const facts: Fact[] = [];
  const sink = { addFacts: (more: readonly Fact[]) => void facts.push(...more), addActivities: () => {} };
  const { totals } = await readInputs([file], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS, parseEverything });
  return { facts, counts: { records: totals.records, bearing: totals.fact_bearing, quarantined: totals.quarantined } };
}

function asLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

/** One record an event. */
function single(item: LogRecord, make: (event: LogRecord) => LogRecord): readonly LogRecord[] {
  const { events, ...rest } = item;
  return listAt({ events }, "events")
    .filter(isFields)
    .map((event) => ({ ...rest, ...make(event) }));
}

/** Laid flat, with parameters as an object and times as a warehouse writes them. */
function flat(item: LogRecord): readonly LogRecord[] {
  const id = objectAt(item, "id");
  const time = String(id["time"]).replace("T", " ").replace("Z", "000000");
  return single(item, (event) => ({ ...event, id: { ...id, time }, parameters: { ...parameterBag(event["parameters"]), note: null } }));
}

const SHAPES: Readonly<Record<string, (all: readonly LogRecord[]) => string>> = {
  "lines.jsonl": asLines,
  "list.json": (all) => JSON.stringify(all, null, 2),
  "page.json": (all) => JSON.stringify({ kind: "admin#reports#activities", etag: '"x"', nextPageToken: "n", items: all }),
  "items-first.json": (all) => JSON.stringify({ items: all, nextPageToken: "n" }, null, 1),
  "events-object.jsonl": (all) => asLines(all.flatMap((item) => single(item, (event) => ({ events: event })))),
  "event.jsonl": (all) => asLines(all.flatMap((item) => single(item, (event) => ({ event })))),
  "flat.jsonl": (all) => asLines(all.flatMap(flat)),
};

const ids = ({ facts }: Read): readonly string[] => facts.map((fact) => fact.factId).toSorted();

describe("the shapes of Workspace activities", () => {
  it("give the same facts on bytes and parsed", async () => {
    const text = asLines([...items, ...noise]);
    const [quick, careful] = [await read("quick.jsonl", text), await read("careful.jsonl", text, true)];
    expect(ids(quick)).toEqual(ids(careful));
    expect(quick.counts["records"]).toBe(items.length + noise.length);
    expect(quick.counts["quarantined"]).toBe(0);
  });

  it.each(Object.entries(SHAPES))("give the same facts in %s", async (name, write) => {
    const wanted = await read("wanted.jsonl", asLines(items));
    const found = await read(name, write(items));
    expect(ids(found)).toEqual(ids(wanted));
    expect(found.counts).toEqual(wanted.counts);
  });

  it("say the same in rows of BigQuery, which name no customer and no client", async () => {
    const rows = items.flatMap((item) => single(item, (event) => ({ events: event }))).map(asRow);
    const [wanted, found] = [await read("wanted.jsonl", asLines(items)), await read("rows.jsonl", asLines(rows))];
    expect(byPeople(found)).toEqual(byPeople(wanted));
    expect(byPeople(found).length).toBeGreaterThan(20);
    expect(found.counts["quarantined"]).toBe(0);
  });

  it("say the same in audit entries of Cloud Logging", async () => {
    const logged = items.filter((item) => textAt(item, "id", "applicationName") === "admin");
    const [wanted, found] = [await read("wanted.jsonl", asLines(logged)), await read("entries.json", JSON.stringify(logged.map(asEntry)))];
    expect(found.facts.map(said).toSorted()).toEqual(wanted.facts.map(said).toSorted());
    expect(found.counts).toEqual(wanted.counts);
  });
});

/** What facts say that no app has to be named for. */
function byPeople({ facts }: Read): readonly string[] {
  return facts
    .filter((fact) => !fact.rules.every((rule) => rule.endsWith("-by-app")))
    .map(said)
    .toSorted();
}

/** What a fact says, without ids of the event and the customer, and without the app that acted. */
function said(fact: Fact): string {
  const { kind, op, actorId, automationId, runAsId, targetId, issuedCredentialId, privilege, traits, tsMs } = fact;
  const target = fact.targetType === "guardrail" ? null : targetId;
  return JSON.stringify([tsMs, kind, op, actorId, automationId, runAsId, target, issuedCredentialId, privilege, traits]);
}

function asRow(item: LogRecord): LogRecord {
  const id = objectAt(item, "id");
  const application = String(id["applicationName"]);
  const event = objectAt(item, "events");
  const bag = Object.entries(parameterBag(event["parameters"]));
  const { message_info, ...own } = Object.fromEntries(
    application === "admin" ? bag.map(([name, value]) => [name.toLowerCase(), value]) : bag,
  );
  return {
    time_usec: String(Date.parse(String(id["time"])) * 1000),
    email: objectAt(item, "actor")["email"],
    record_type: application,
    event_type: event["type"],
    event_name: event["name"],
    unique_identifier: id["uniqueQualifier"],
    ip_address: Buffer.from(String(item["ipAddress"])).toString("base64"),
    [application]: own,
    ...(message_info === undefined ? {} : { message_info }),
  };
}

function asEntry(item: LogRecord): LogRecord {
  const id = objectAt(item, "id");
  const [event] = listAt(item, "events");
  const parameters = listAt(event, "parameters")
    .filter(isFields)
    .map(({ multiValue, ...one }) => ({
      ...one,
      label: "LABEL_OPTIONAL",
      ...(multiValue === undefined ? {} : { multiStrValue: multiValue }),
    }));
  return {
    insertId: `i${String(id["uniqueQualifier"])}`,
    logName: "organizations/123/logs/cloudaudit.googleapis.com%2Factivity",
    timestamp: id["time"],
    protoPayload: {
      authenticationInfo: { principalEmail: objectAt(item, "actor")["email"] },
      metadata: {
        "@type": "type.googleapis.com/ccc_hosted_reporting.ActivityProto",
        activityId: { uniqQualifier: id["uniqueQualifier"] },
        event: [{ eventName: objectAt(event)["name"], eventType: objectAt(event)["type"], parameter: parameters }],
      },
      methodName: "google.admin.AdminService.any",
      requestMetadata: { callerIp: item["ipAddress"] },
      serviceName: "admin.googleapis.com",
    },
  };
}
