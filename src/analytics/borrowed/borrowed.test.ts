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

const ANN = "ann@corp.example";
const BOB = "bob@corp.example";
const GUEST = "eve_evil.example#ext#@corp.onmicrosoft.com";

function edit(by: string): Fact {
  return flowEdited(30, "f", by, ["reads_mail"]);
}

async function verdicts(facts: readonly Fact[]): Promise<Record<string, string>> {
  const { incidents } = await analysed(facts);
  return Object.fromEntries(incidents.map((incident) => [incident.automation.id, `${incident.analytic} ${incident.severity}`]));
}

describe("a flow", () => {
  it("is no incident for being made, and medium when it can carry mail out of the company", async () => {
    expect(await verdicts([flowMade(0, "f", ANN, ["reads_mail", "sends_mail"])])).toEqual({});
    expect(await verdicts([flowMade(0, "f", ANN, ["reads_mail", "calls_out"])])).toEqual({ "env/f": "AN1054 medium" });
    expect(await verdicts([flowMade(0, "f", ANN, ["reads_files", "calls_out"])])).toEqual({ "env/f": "AN1054 low" });
  });

  it("answers for what its owner's name does through the platform, and never for what people do by hand", async () => {
    const made = flowMade(0, "f", ANN, ["reads_mail", "sends_mail"]);
    expect(await verdicts([made, byFlow(9, ANN, FORWARDS_OUT)])).toEqual({ "env/f": "AN1054 critical" });
    expect(await verdicts([made, byHand(9, ANN, FORWARDS_OUT)])).toEqual({});
    const { incidents } = await analysed([made, byFlow(9, ANN, FORWARDS_OUT)]);
    expect(incidents[0]?.timeline.find((entry) => entry.kind === "forward")?.attribution).toEqual({
      method: "owner_and_app",
      confidence: 0.8,
    });
  });

  it("does not answer for deeds before it was made, after its window, or beyond its connectors", async () => {
    const mail = flowMade(10, "f", ANN, ["reads_mail", "sends_mail"]);
    expect(await verdicts([mail, byFlow(9, ANN, opensFile("a"))])).toEqual({});
    expect(await verdicts([mail, byFlow(11, ANN, opensFile("a"))])).toEqual({});
    const files = flowMade(10, "f", ANN, ["reads_files", "shares_files"]);
    expect(await verdicts([files, byFlow(11, ANN, opensFile("a"))])).toEqual({ "env/f": "AN1054 high" });
    expect(await verdicts([files, byFlow(10 + 8 * 24, ANN, opensFile("a"))])).toEqual({});
  });

  it("is critical when it opens files in bulk, whatever their order", async () => {
    const files = Array.from({ length: 10 }, (_, index) => byFlow(11 + index / 100, ANN, opensFile(`file ${index}`)));
    const story = [flowMade(10, "f", ANN, ["reads_files", "shares_files"]), ...files];
    expect(await verdicts(story)).toEqual({ "env/f": "AN1054 critical" });
    expect(await verdicts(story.toReversed())).toEqual({ "env/f": "AN1054 critical" });
  });

  it("is held at medium where only an agent string ties the deed to it", async () => {
    const made = flowMade(0, "f", ANN, ["reads_mail", "sends_mail"]);
    expect(await verdicts([made, byFlow(9, ANN, { ...FORWARDS_OUT, credentialId: null })])).toEqual({ "env/f": "AN1054 medium" });
  });

  it("gives a deed to the newest of its owner's flows, and only to that", async () => {
    const older = flowMade(0, "old", ANN, ["reads_mail", "sends_mail"]);
    const newer = flowMade(5, "new", ANN, ["reads_mail", "sends_mail"]);
    expect(await verdicts([older, newer, byFlow(9, ANN, FORWARDS_OUT)])).toEqual({ "env/new": "AN1054 critical" });
  });

  it("is not hidden by a newer one that could not have done it", async () => {
    const older = flowMade(0, "old", ANN, ["reads_mail", "sends_mail"]);
    const decoy = flowMade(5, "new", ANN, ["binds_triggers"]);
    expect(await verdicts([older, decoy, byFlow(9, ANN, FORWARDS_OUT)])).toEqual({ "env/old": "AN1054 critical" });
    expect(await verdicts([decoy, byFlow(9, ANN, FORWARDS_OUT)])).toEqual({});
  });

  it("may be changed by a colleague who was invited, not by one who was not, nor by a guest", async () => {
    const made = flowMade(0, "f", ANN, ["reads_mail"]);
    expect(await verdicts([made, edit(ANN)])).toEqual({});
    expect(await verdicts([made, flowShared(1, "f", ANN, BOB, ["co_owner"]), edit(BOB)])).toEqual({});
    expect(await verdicts([made, edit(BOB)])).toEqual({ "env/f": "AN1054 medium" });
    const invited = flowShared(1, "f", ANN, GUEST, ["co_owner", "guest"]);
    expect(await verdicts([made, invited])).toEqual({ "env/f": "AN1054 low" });
    expect(await verdicts([made, invited, edit(GUEST)])).toEqual({ "env/f": "AN1054 medium" });
  });

  it("does not answer for its owner's scripts in another suite, nor they for it", async () => {
    const flow = flowMade(0, "f", ANN, ["reads_mail", "sends_mail"]);
    const script = scriptMade(1, "s", ANN);
    expect(await verdicts([flow, script, byFlow(9, ANN, FORWARDS_OUT)])).toEqual({ "env/f": "AN1054 critical" });
  });

  it("is told with the policy that was loosened first, and with the reset that did not stop it", async () => {
    const loosened = byHand(0, BOB, {
      kind: "evade",
      stage: "deploy",
      op: "DeleteDlpPolicy",
      targetId: "environment",
      targetType: "guardrail",
      traits: ["guardrail_weakened"],
    });
    expect(await verdicts([loosened, flowMade(1, "f", ANN, ["calls_out"])])).toEqual({ "env/f": "AN1054 medium" });
    expect(await verdicts([loosened, flowMade(30, "f", ANN, ["calls_out"])])).toEqual({});
    const reset = byHand(3, BOB, { kind: "act", op: "Reset user password.", targetId: ANN, targetType: "user", traits: ["access_reset"] });
    const { incidents } = await analysed([flowMade(1, "f", ANN, ["reads_mail"]), reset, byFlow(9, ANN, FORWARDS_OUT)]);
    expect(incidents[0]?.evidence.map(({ id }) => id)).toContain("acted_after_reset");
  });

  it("sets aside what the owner's flows had long been doing", async () => {
    const habit = [0, 3, 6, 9].map((day) => byFlow(day * 24, ANN, FORWARDS_OUT));
    const later = [flowEdited(10 * 24, "f", ANN, ["reads_mail", "sends_mail"]), byFlow(10 * 24 + 5, ANN, FORWARDS_OUT)];
    expect(await verdicts([...habit, ...later])).toEqual({});
  });

  it("that nobody saw being made is told about its owner", async () => {
    const { incidents } = await analysed([byFlow(9, ANN, FORWARDS_OUT)]);
    expect(incidents[0]).toMatchObject({ analytic: "AN1054", severity: "high", automation: { id: ANN, kind: "flow" } });
    expect(incidents[0]?.blind_spots.map(({ stage }) => stage)).toContain("deploy");
  });
});

function burst(part: Partial<Fact>): readonly Fact[] {
  return Array.from({ length: 12 }, (_, index) => downloads(1 + index / 100, ANN, `file ${index}`, part));
}

function workflowMade(part: Partial<Fact> = {}): Fact {
  const id = "/subscriptions/s/workflows/w";
  const workflow: Partial<Fact> = {
    automationId: id,
    automationKind: "workflow",
    provider: "azure",
    source: "azure/activity",
    account: "s",
  };
  return flowMade(0, "w", ANN, [], { ...workflow, runAsId: id, ...part });
}

describe("a workflow of another cloud", () => {
  it("answers for its author's marked deeds in the office suite, and is not judged for who edits it", async () => {
    expect(await verdicts([workflowMade(), byFlow(9, ANN, FORWARDS_OUT)])).toEqual({ "/subscriptions/s/workflows/w": "AN1054 critical" });
    expect(await verdicts([workflowMade(), workflowMade({ op: "edit", kind: "configure", actorId: BOB, traits: [] })])).toEqual({});
  });
});

describe("a script", () => {
  it("copied in from outside and authorised at once is medium, then critical when it fetches files in bulk", async () => {
    const phish = [scriptMade(0, "s", ANN, ["foreign_code"]), authorised(0.05, "77", ANN, ["reads_files"])];
    expect(await verdicts(phish)).toEqual({ s: "AN1055 medium" });
    expect(await verdicts([...phish, ...burst({ credentialId: "77" })])).toEqual({ s: "AN1055 critical" });
    expect(await verdicts([...phish, ...burst({ credentialId: "88" })])).toEqual({ s: "AN1055 medium" });
    expect(await verdicts([...phish, ...burst({})])).toEqual({ s: "AN1055 medium" });
  });

  it("is suspected, and no more, of forwarding that carries no mark, once it can reach mail and runs by itself", async () => {
    const forward = (credentialId: string | null): Fact => downloads(3, ANN, "", { ...FORWARDS_OUT, credentialId });
    const able = [scriptMade(0, "s", ANN), authorised(0.1, "77", ANN, ["reads_mail", "binds_triggers"])];
    const { incidents } = await analysed([...able, forward(null)]);
    expect(incidents.map(({ severity }) => severity)).toEqual(["medium"]);
    expect(incidents[0]?.timeline.at(-1)?.attribution.method).toBe("owner_alone");
    const unable = [scriptMade(0, "s", ANN), authorised(0.1, "77", ANN, ["reads_mail"])];
    expect(await verdicts([...unable, forward(null)])).toEqual({});
    expect(await verdicts([...unable, forward("77")])).toEqual({ s: "AN1055 critical" });
  });

  it("is one with its client where deeds bear both names", async () => {
    const story = [
      scriptMade(0, "s", ANN),
      authorised(30, "77", BOB, ["reads_files", "calls_out"]),
      ...burst({ actorId: BOB, credentialId: "77", sessionAutomationId: "s" }).map((fact) => ({
        ...fact,
        tsMs: fact.tsMs + 30 * 3_600_000,
      })),
    ];
    expect(await verdicts(story)).toEqual({ s: "AN1055 critical" });
  });

  it("known by its client alone is a low anomaly for wide scopes and nothing for ordinary ones", async () => {
    expect(await verdicts([authorised(0, "77", ANN, ["reads_mail", "calls_out"])])).toEqual({ "77-x.apps": "AN1055 low" });
    expect(await verdicts([authorised(0, "77", ANN, ["calls_out"])])).toEqual({});
    expect(await verdicts([authorised(0, "77", ANN, ["reads_mail", "calls_out", "vendor_code"])])).toEqual({});
  });

  it("authorised again for more than before is medium, for the same nothing more", async () => {
    const first = authorised(0, "77", ANN, ["reads_files"]);
    expect(await verdicts([first, authorised(48, "77", ANN, ["reads_files"])])).toEqual({});
    expect(await verdicts([first, authorised(48, "77", ANN, ["reads_files", "calls_out"])])).toEqual({ "77-x.apps": "AN1055 medium" });
  });
});
