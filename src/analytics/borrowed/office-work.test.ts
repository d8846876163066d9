import { describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { analysed } from "../__fixtures__/small-world.ts";
import {
  FORWARDS_OUT,
  authorised,
  byFlow,
  byHand,
  downloads,
  flowEdited,
  flowMade,
  flowShared,
  opensFile,
  scriptMade,
} from "../__fixtures__/office.ts";

/* What offices do every day beside what looks like it: each stays silent, and with one fact changed does not. */

const ANN = "ann@corp.example";
const BOB = "bob@corp.example";

async function verdicts(facts: readonly Fact[]): Promise<Record<string, string>> {
  const { incidents } = await analysed(facts);
  return Object.fromEntries(incidents.map((incident) => [incident.automation.id, incident.severity]));
}

function many(count: number, made: (index: number) => Fact): readonly Fact[] {
  return Array.from({ length: count }, (_, index) => made(index));
}

/** Bob lets somebody at his script. */
function handed(to: string, name: string): Fact {
  return {
    ...flowShared(1, "s", BOB, to, []),
    provider: "google-workspace",
    source: "google-workspace/reports",
    account: "C0",
    automationId: "s",
    automationKind: "script",
    automationName: name,
  };
}

describe("a flow of the office", () => {
  it("may be edited by whom another let in, not by who let himself in", async () => {
    const story = (inviter: string): readonly Fact[] => [
      flowMade(0, "f", ANN, ["reads_mail"]),
      flowShared(29, "f", inviter, BOB, ["co_owner"]),
      flowEdited(30, "f", BOB, ["reads_mail"]),
    ];
    expect(await verdicts(story("admin@corp.example"))).toEqual({});
    expect(await verdicts(story(BOB))).toEqual({ "env/f": "medium" });
  });

  it("comes with a whole solution, or alone", async () => {
    const made = (index: number): Fact => flowMade(index / 10, `f${index}`, BOB, ["reads_mail", "calls_out"]);
    expect(await verdicts(many(6, made))).toEqual({});
    expect(Object.values(await verdicts(many(3, made)))).toEqual(["medium", "medium", "medium"]);
    // What it then does is another matter.
    const forwarded = await verdicts([...many(6, made), byFlow(9, BOB, FORWARDS_OUT)]);
    expect(forwarded).toEqual({ "env/f5": "critical" });
  });

  it("forwards to the help desk, unless a stranger changed it", async () => {
    const made = flowMade(0, "f", ANN, ["reads_mail", "sends_mail"]);
    const inside = byFlow(40, ANN, { ...FORWARDS_OUT, targetId: "help@corp.example", traits: ["inside"] });
    expect(await verdicts([made, inside])).toEqual({});
    expect(await verdicts([made, { ...inside, traits: [] }])).toEqual({ "env/f": "high" });
    expect(await verdicts([made, flowEdited(30, "f", BOB, ["reads_mail", "sends_mail"]), inside])).toEqual({ "env/f": "high" });
  });

  it("sends on to whom the trace shows, where the request does not say", async () => {
    const made = flowMade(0, "f", ANN, ["reads_mail", "sends_mail"]);
    const asked = byFlow(40, ANN, { ...FORWARDS_OUT, targetId: null, traits: [] });
    const trace = (traits: Fact["traits"]): Fact =>
      byFlow(40.01, ANN, { ...FORWARDS_OUT, source: "m365/message-trace", targetId: "x@y.example", traits });
    expect(await verdicts([made, asked])).toEqual({ "env/f": "high" });
    expect(await verdicts([made, asked, trace(["inside"])])).toEqual({});
    expect(await verdicts([made, asked, trace(["foreign_account"])])).toEqual({ "env/f": "critical" });
  });

  it("downloads a few files an hour, not in bulk, whatever else it uses", async () => {
    const fetched = many(30, (index) =>
      byFlow(1 + index / 100, ANN, { kind: "sensitive_access", op: "FileDownloaded", targetId: `file ${index}`, targetType: "file" }),
    );
    expect(await verdicts([flowMade(0, "f", ANN, ["reads_files", "shares_files"]), ...fetched.slice(0, 20)])).toEqual({});
    expect(await verdicts([flowMade(0, "f", ANN, ["reads_files", "shares_files"]), ...fetched])).toEqual({ "env/f": "critical" });
    expect(await verdicts([flowMade(0, "f", ANN, [], { detail: {} }), ...fetched])).toEqual({ "env/f": "critical" });
  });

  it("that is older than the logs may go on at its pace when its owner changes it, and not at another", async () => {
    const fetched = (hour: number, count: number): readonly Fact[] =>
      many(count, (index) =>
        byFlow(hour + index / 100, ANN, {
          kind: "sensitive_access",
          op: "FileDownloaded",
          targetId: `${hour} ${index}`,
          targetType: "file",
        }),
      );
    const before = [1, 3, 5].flatMap((hour) => fetched(hour, 12));
    const edited = flowEdited(8, "f", ANN, ["reads_files"]);
    expect(await verdicts([...before, edited, ...fetched(9, 36)])).toEqual({});
    expect(await verdicts([...before, edited, ...fetched(9, 37)])).toEqual({ "env/f": "critical" });
    expect(await verdicts([...before.slice(0, 30), edited, ...fetched(9, 36)])).toEqual({ "env/f": "critical" });
    expect(await verdicts([...before, flowMade(8, "f", ANN, ["reads_files"]), ...fetched(9, 36)])).toEqual({ "env/f": "critical" });
    // Who gets it used to more step by step has still changed its pace.
    const more = [flowEdited(20, "f", ANN, ["reads_files"]), ...fetched(21, 90)];
    expect(await verdicts([...before, edited, ...[9, 11, 13].flatMap((hour) => fetched(hour, 36)), ...more])).toEqual({
      "env/f": "critical",
    });
  });

  it("answers alone for a deed of an owner who changed several that nobody saw being made", async () => {
    const edited = [flowEdited(0, "old", ANN, ["reads_files"]), flowEdited(2, "new", ANN, ["reads_files"])];
    expect(await verdicts([...edited, byFlow(3, ANN, opensFile("a"))])).toEqual({ "env/new": "high" });
    expect(await verdicts([...edited, byFlow(1, ANN, opensFile("a"))])).toEqual({ "env/old": "high" });
    expect(await verdicts([...edited, byHand(3, ANN, opensFile("a"))])).toEqual({});
  });
});

describe("of several flows of one owner", () => {
  const mail: Fact["traits"] = ["reads_mail", "sends_mail"];
  const made = ["a", "b", "c"].map((name, index) => flowMade(index, name, ANN, mail));
  const out = byFlow(40, ANN, FORWARDS_OUT);
  const widened = (by: string): Fact => flowEdited(30, "f", by, ["reads_files", ...mail]);
  const given = (to: string): readonly Fact[] => [
    flowMade(0, "a", ANN, mail),
    flowShared(5, "a", ANN, to, ["co_owner"]),
    flowEdited(30, "a", BOB, mail),
  ];

  it("the one answers that was widened or changed by a stranger, not the one that its owner maintains", async () => {
    expect(await verdicts([...made, out])).toEqual({ "env/c": "critical" });
    expect(await verdicts([...made, flowEdited(30, "a", ANN, mail), out])).toEqual({ "env/c": "critical" });
    expect(await verdicts([...made, flowEdited(30, "a", ANN, [...mail, "calls_out"]), out])).toEqual({ "env/a": "critical" });
    expect(await verdicts([...made, flowEdited(30, "a", BOB, mail), out])).toEqual({ "env/a": "critical" });
  });

  it("one answers where two were made in the same second", async () => {
    expect(await verdicts([flowMade(0, "a", ANN, mail), flowMade(0, "b", ANN, mail), out])).toEqual({ "env/b": "critical" });
  });

  it("one that gets a connector for mail may write to customers, unless it is no owner's work", async () => {
    const before = flowMade(0, "f", ANN, ["reads_files"]);
    const sent = byFlow(40, ANN, { kind: "act", op: "Send", targetId: "m", targetType: "mail", traits: ["foreign_account"] });
    expect(await verdicts([before, widened(ANN), sent])).toEqual({ "env/f": "low" });
    expect(await verdicts([before, widened(BOB), sent])).toEqual({ "env/f": "critical" });
  });

  it("one may be changed by whoever may be in the group that was made co-owner", async () => {
    expect(await verdicts(given("6f1d8c2e-0000-4000-8000-000000000001"))).toEqual({});
    expect(await verdicts(given("cem@corp.example"))).toEqual({ "env/a": "medium" });
  });
});

describe("a script of the office", () => {
  const reads = many(12, (index) => downloads(5 + index / 100, ANN, `file ${index}`, { credentialId: "77" }));
  const shares = (traits: Fact["traits"]): readonly Fact[] =>
    many(12, (index) => downloads(5 + index / 100, ANN, `file ${index}`, { kind: "share", op: "share", credentialId: "77", traits }));

  it("shares files with colleagues in its maker's name, not with everybody", async () => {
    const able = [scriptMade(0, "s", ANN), authorised(0.1, "77", ANN, ["reads_files", "shares_files", "binds_triggers"])];
    expect(await verdicts([...able, ...shares(["inside"])])).toEqual({ s: "medium" });
    expect(await verdicts([...able, ...shares(["public"])])).toEqual({ s: "critical" });
  });

  it("is its maker's where it was authorised by whom it was given to, under its name", async () => {
    const consent = authorised(3, "77", ANN, ["reads_files", "calls_out"]);
    const story = (to: string, name: string): readonly Fact[] => [scriptMade(0, "s", BOB), handed(to, name), consent, ...reads];
    expect(await verdicts(story(ANN, "Helper"))).toEqual({ s: "critical" });
    expect(await verdicts(story(ANN, "Budget"))).toEqual({ "77-x.apps": "critical" });
    expect(await verdicts(story("cem@corp.example", "Helper"))).toEqual({ "77-x.apps": "critical" });
  });
});

describe("an add-on", () => {
  const letIn = authorised(0, "77", ANN, ["reads_mail", "sends_mail", "calls_out"]);
  const readMail = (count: number): readonly Fact[] =>
    many(count, (index) =>
      downloads(1 + index / 1000, ANN, `mail ${index}`, { op: "gmail.users.messages.get", targetType: "mail", credentialId: "77" }),
    );

  it("that merges mail reads no more than it writes", async () => {
    expect(await verdicts([letIn, ...readMail(60)])).toEqual({ "77-x.apps": "low" });
    expect(await verdicts([letIn, ...readMail(150)])).toEqual({ "77-x.apps": "critical" });
  });

  it("may read many files where an administrator installed it before", async () => {
    const reads = many(40, (index) => downloads(1 + index / 100, BOB, `file ${index}`, { credentialId: "77" }));
    const consent = authorised(0, "77", BOB, ["reads_files", "calls_out"]);
    const installed: Fact = {
      ...consent,
      factId: "installed",
      dupKey: "installed",
      tsMs: consent.tsMs - 60_000,
      op: "ADD_APPLICATION",
      actorId: "admin@corp.example",
      automationId: null,
      automationKind: null,
      targetId: "77",
      traits: [],
    };
    expect(await verdicts([consent, ...reads])).toEqual({ "77-x.apps": "critical" });
    expect(await verdicts([installed, consent, ...reads])).toEqual({});
  });
});
