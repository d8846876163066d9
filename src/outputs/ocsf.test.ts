import { join } from "node:path";
import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { ocsfProblems } from "./__fixtures__/check-ocsf.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { readOcsfSchema } from "./__fixtures__/ocsf-schema.ts";
import { ocsf } from "./ocsf.ts";

const VIEW = { width: 80, colour: false };
const SCHEMAS = process.env["TEST_SCHEMAS"];

type Event = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- tests look into parsed JSON

function eventsOf(incidents: readonly Incident[]): readonly Event[] {
  const lines = ocsf.render(exampleResults(incidents), VIEW).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Event);
}

const [detection = {}, incident = {}] = eventsOf([exampleIncident]);

test("an incident becomes a Detection Finding and an Incident Finding", async () => {
  const pretty = [detection, incident].map((event) => `${JSON.stringify(event, null, 2)}\n`).join("");
  await expect(pretty).toMatchFileSnapshot("__golden__/incident.ocsf.json");
});

test("the two name each other, and the time is the last thing seen", () => {
  const { related_events, traits, ...summary } = detection["finding_info"];
  expect([related_events, traits].map(({ length }) => length)).toEqual([exampleIncident.timeline.length, exampleIncident.evidence.length]);
  expect(incident["finding_info_list"]).toEqual([summary]);
  expect(incident["metadata"].correlation_uid).toBe(detection["finding_info"].uid);
  expect(incident["metadata"].uid).not.toBe(detection["metadata"].uid);
  expect([detection["time"], detection["type_uid"], incident["type_uid"]]).toEqual([Date.parse(exampleIncident.last_seen), 200401, 200501]);
});

test("evidence is the entries that earned points, with actor, call, target and bytes", () => {
  expect(detection["evidences"].map(({ uid, name }: Event) => [uid, name])).toEqual([
    ["f_0001", "role_admin_passed"],
    ["f_0003", "created_credential"],
    ["f_0005", "secrets_read"],
  ]);
  expect(detection["evidences"][0]).toMatchObject({
    actor: { user: { uid: "arn:aws:iam::111122223333:user/dev-maria", name: "dev-maria" } },
    api: { operation: "PassRole" },
    data: { raw: { offset: 1000, length: 900 } },
  });
});

const VARIANTS: readonly (readonly [string, Incident])[] = [
  ["the example", exampleIncident],
  ...(["informational", "low", "medium", "high"] as const).map(
    (severity) => [`${severity} severity`, { ...exampleIncident, severity }] as const,
  ),
  ...(["gcp", "azure", "m365", "google-workspace"] as const).map(
    (provider) => [`provider ${provider}`, { ...exampleIncident, provider }] as const,
  ),
  ["no evidence, no advice, no timeline", { ...exampleIncident, evidence: [], mitigations: [], blind_spots: [], timeline: [], run_as: [] }],
  ["hostile or empty strings everywhere", hostile("\u0000'\"\u202e<script>=1+1|`\ud800")],
  ["empty strings everywhere", hostile("")],
  [
    "sessions, regions, addresses and services",
    {
      ...exampleIncident,
      timeline: exampleIncident.timeline.map((entry, at) => ({
        ...entry,
        actor: `${entry.actor} (session run-${at})`,
        region: "eu-west-1",
        source_ip: at % 2 === 0 ? "2001:db8::1" : "lambda.amazonaws.com",
        attribution: { method: "shared_role", confidence: 0.2 },
      })),
    },
  ],
];

if (SCHEMAS === undefined) {
  test("the official schema", () => {
    console.log("not run: TEST_SCHEMAS is not set");
  });
} else {
  const schema = readOcsfSchema(join(SCHEMAS, "ocsf-1.8"));

  test.each(VARIANTS)("the official schema accepts: %s", (_, variant) => {
    const events = eventsOf([variant]);
    expect(events).toHaveLength(2);
    expect(events.flatMap((event) => ocsfProblems(event, schema))).toEqual([]);
  });

  test("the check itself notices what the schema forbids", () => {
    const wrong: readonly (readonly [RegExp, (event: Event) => void])[] = [
      ...["metadata", "time", "severity_id", "finding_info", "cloud"].map(
        (name) => [new RegExp(`^${name}: required`, "m"), (event: Event) => delete event[name]] as const,
      ),
      [/severity_id: 42/, (event) => (event["severity_id"] = 42)],
      [/severity is not "Critical"/, (event) => (event["severity"] = "Bad")],
      [/type_uid is not/, (event) => (event["type_uid"] = 200405)],
      [/time: not in milliseconds/, (event) => (event["time"] = 1_770_000_000)],
      [/nonsense: no such attribute/, (event) => (event["nonsense"] = 1)],
      [/cloud: needs the profile cloud/, (event) => (event["metadata"].profiles = [])],
      [/evidences\.: at_least_one/, (event) => (event["evidences"][0] = { uid: "x" })],
      [/evidences\.actor\.: at_least_one/, (event) => (event["evidences"][0].actor = {})],
      [/src_endpoint\.ip: no ip_t/, (event) => (event["evidences"][0].src_endpoint = { ip: "lambda" })],
      [/analytic\.type_id: required/, (event) => delete event["finding_info"].analytic.type_id],
      [/attacks\.: at_least_one/, (event) => (event["finding_info"].attacks = [{ version: "18.1" }])],
      [/resources: array or not/, (event) => (event["resources"] = {})],
      [/observables: .* is not at/, (event) => (event["observables"][0].value = "x")],
      [/message: no string_t/, (event) => (event["message"] = 1)],
      [/metadata\.version/, (event) => (event["metadata"].version = "1.0.0")],
    ];
    for (const [problem, spoil] of wrong) {
      const event = structuredClone(detection);
      spoil(event);
      expect(ocsfProblems(event, schema).join("\n")).toMatch(problem);
    }
    const { assignee_group: _, ...unassigned } = incident;
    expect(ocsfProblems(unassigned, schema).join("\n")).toMatch(/at_least_one of assignee, assignee_group/);
  });
}

/** The example with a text in every place that logs fill. */
function hostile(text: string): Incident {
  return {
    ...exampleIncident,
    title: text,
    account: text,
    automation: { ...exampleIncident.automation, id: text, name: text },
    deployers: [{ id: text, type: text }],
    run_as: [{ id: text, privilege: "unknown" }],
    evidence: exampleIncident.evidence.map((item) => ({ ...item, why: text })),
    timeline: exampleIncident.timeline.map((entry) => ({
      ...entry,
      operation: text,
      actor: text,
      target: text,
      summary: text,
      account: text,
      region: text,
      source_ip: text,
      event_id: text,
      annotations: [text],
    })),
  };
}
