import { describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { Exclusion } from "../../incidents/exclusion.ts";
import { MAKES_KEY, analysed, created, did, granted, updated } from "../__fixtures__/small-world.ts";

/* The world of these tests begins on 2026-09-01; `terraform` binds an administrator, which alone makes medium. */

const BY_DESIGN: Exclusion = {
  id: "bootstrap",
  principal: "terraform",
  action: "CreateFunction",
  reason: "the bootstrap function is meant to have this role",
  expires: "2026-09-10",
};

const bound = (by = "terraform", hours = 1): readonly Fact[] => [
  granted(0, "role/r", 3),
  ...created(hours, "f", by, "role/r", { op: "CreateFunction" }),
];

async function severities(facts: readonly Fact[], ...exclusions: readonly Exclusion[]): Promise<readonly string[]> {
  return (await analysed(facts, { exclusions })).incidents.map((incident) => incident.severity);
}

describe("an exclusion", () => {
  it("quiets what it names, counts it, and leaves it in the explanation", async () => {
    expect(await severities(bound())).toEqual(["medium"]);
    const { incidents, exclusions } = await analysed(bound(), { exclusions: [BY_DESIGN] });
    expect(incidents).toEqual([]);
    expect(exclusions).toEqual([{ ...BY_DESIGN, used: 2, expired: 0 }]);
  });

  it("matches the operation alone or after its service, the target and the account, and nothing near them", async () => {
    const service = created(1, "f", "terraform", "role/r")[0]?.service ?? "";
    const silent = [{ action: `${service}:CreateFunction` }, { target: "fn:f", account: bound()[0]?.account ?? "" }];
    for (const part of silent) expect(await severities(bound(), { ...BY_DESIGN, ...part }), JSON.stringify(part)).toEqual([]);
    const loud = [{ action: "createfunction" }, { target: "fn:g" }, { account: "999999999999" }];
    for (const part of loud) expect(await severities(bound(), { ...BY_DESIGN, ...part }), JSON.stringify(part)).toEqual(["medium"]);
  });

  it.each(["mallory", "terraform ", "terraform\u200b", "Terraform"])("does not cover %j", async (principal) =>
    expect(await severities(bound(principal), BY_DESIGN)).toEqual(["medium"]),
  );

  it("leaves an attack by another principal on the same automation as it was, with the excluded acts marked in its timeline", async () => {
    const theft = [...bound(), updated(30, "f", "mallory", "role/r"), did(31, "f", "role/r", MAKES_KEY)];
    const { incidents } = await analysed(theft, { exclusions: [BY_DESIGN] });
    const [incident] = incidents;
    expect(incident).toMatchObject({ severity: "high", deployers: [{ id: "mallory" }], run_as: [{ id: "role/r", privilege: "admin" }] });
    const marked = incident?.timeline.filter((entry) => entry.excluded !== undefined) ?? [];
    expect(marked.map((entry) => entry.operation)).toEqual(["CreateFunction", "CreateFunction"]);
    expect(marked[0]?.excluded).toEqual({ id: "bootstrap", reason: BY_DESIGN.reason, expires: "2026-09-10" });
    const cited = new Set(incident?.evidence.flatMap((item) => item.facts));
    expect(marked.filter((entry) => cited.has(entry.fact))).toEqual([]);
    expect(incident?.id).toBe((await analysed(theft)).incidents[0]?.id);
  });

  it("does not hide what the automation then does, nor that somebody changed it", async () => {
    const { incidents } = await analysed([...bound(), did(2, "f", "role/r", MAKES_KEY)], { exclusions: [BY_DESIGN] });
    expect(incidents[0]).toMatchObject({ severity: "high" });
    expect(incidents[0]?.title).toContain("changed by an excluded principal");
    expect(incidents[0]?.blind_spots.map((spot) => spot.reason)).not.toContain("No change of the automation is in these logs");
  });

  it("covers acts of an automation's own identity too", async () => {
    const facts = [did(5, "f", "role/old", MAKES_KEY)];
    const keys = { ...BY_DESIGN, principal: "role/old", action: "CreateAccessKey" };
    expect(await severities(facts)).toEqual(["high"]);
    expect(await severities(facts, keys)).toEqual([]);
    expect(await severities([...facts, did(6, "f", "role/old", { ...MAKES_KEY, op: "CreateUser" })], keys)).toEqual(["high"]);
  });

  it("leaves rights as they are: who binds a role that an excluded grant made powerful is found", async () => {
    const facts = [granted(0, "role/r", 3, { actorId: "terraform" }), ...created(1, "f", "mallory", "role/r")];
    const grants = { ...BY_DESIGN, action: "AttachRolePolicy" };
    const { incidents } = await analysed(facts, { exclusions: [grants] });
    expect(incidents[0]).toMatchObject({ severity: "medium" });
    expect(incidents[0]?.evidence[0]?.facts).toHaveLength(1);
  });

  it("ends by the time of the act: the last day counts, the next does not, and what came later is told", async () => {
    expect(await severities(bound("terraform", 9 * 24 + 23), BY_DESIGN)).toEqual([]);
    const { incidents, exclusions } = await analysed(bound("terraform", 10 * 24), { exclusions: [BY_DESIGN] });
    expect(incidents).toHaveLength(1);
    expect(exclusions).toMatchObject([{ used: 0, expired: 2 }]);
  });
});

describe("an exclusion is refused", () => {
  it.each([
    ["without a reason", { reason: " " }],
    ["with a pattern for a principal", { principal: "arn:aws:iam::111122223333:role/*" }],
    ["with a pattern for an action", { action: "lambda:Create*" }],
    ["with a blank after the principal", { principal: "terraform " }],
    ["with an invisible character in the principal", { principal: "terra\u200bform" }],
    ["with an empty principal", { principal: "" }],
    ["that never ends", { expires: "never" }],
    ["with a day that is none", { expires: "2026-02-30" }],
    ["with a user agent", { user_agent: "terraform" }],
  ])("%s", (_, part) => {
    expect(Exclusion.safeParse({ ...BY_DESIGN, ...part }).success).toBe(false);
  });
});
