import { expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import { openStore } from "../../store/open-store.ts";
import {
  BARE_CANDIDATE_SQL,
  CANDIDATE_SQL,
  SOFT_CANDIDATE_SQL,
  SHARED_ROLE_SQL,
  UNKNOWN_SESSION_SQL,
  findCandidates,
} from "./candidates.ts";
import { BORROWED_SQL, UNKNOWN_OWNER_SQL } from "../borrowed/candidates.ts";
import { HIDDEN_SQL } from "./hidden-writes.ts";
import { loadAnalytics } from "../load.ts";

const STATEMENTS = {
  BARE_CANDIDATE_SQL,
  CANDIDATE_SQL,
  SOFT_CANDIDATE_SQL,
  SHARED_ROLE_SQL,
  UNKNOWN_SESSION_SQL,
  HIDDEN_SQL,
  BORROWED_SQL,
  UNKNOWN_OWNER_SQL,
};

/** Words whose meaning differs between engines, or that depend on row order. See docs/adr/0005. */
const BANNED =
  /\b(qualify|asof|exclude|using sample|any_value|arg_max|max_by|first\(|last_value|list_|struct_|json_|regexp|ilike|::|sum\(|avg\(|random|now\(|current_)/i;

it.each(Object.entries(STATEMENTS))("%s keeps to portable SQL and ends in a total order", (_name, sql) => {
  expect(sql).not.toMatch(BANNED);
  expect(sql).toMatch(/order by [\w., ]+$/);
  expect(sql).not.toMatch(/\$\{/);
});

it.each(Object.entries(STATEMENTS))("%s needs no nested-loop join", async (_name, sql) => {
  const store = await openStore({ digest: "d" });
  await store.sink.addFacts([aFact({ automationId: "fn", automationKind: "lambda", runAsId: "role/r" })]);
  await store.finish();
  const statement = sql
    .replaceAll(":kinds", "'lambda'")
    .replaceAll(":limit", "5")
    .replaceAll(":look_back", "1")
    .replaceAll(":sources", "source like 'm365/%'");
  const plan = await store.selectFor(["x"], `explain ${statement}`);
  expect(JSON.stringify(plan)).not.toMatch(/NESTED_LOOP|BLOCKWISE_NL|CROSS_PRODUCT/);
  store.close();
});

it("takes an automation whose identity did harm, and leaves an ordinary deployment alone", async () => {
  const [analytic] = await loadAnalytics();
  const store = await openStore({ digest: "d" });
  const deploy = { automationKind: "lambda", kind: "deploy" } as const;
  await store.sink.addFacts([
    aFact({ ...deploy, dupKey: "1", automationId: "quiet", runAsId: "role/quiet" }),
    aFact({ ...deploy, dupKey: "2", automationId: "loud", runAsId: "role/loud" }),
    aFact({ kind: "credential", stage: "effect", dupKey: "3", actorId: "role/loud", sessionName: "loud" }),
    aFact({ kind: "grant", stage: "effect", dupKey: "4", actorId: "role/x", sessionAutomationId: "proven" }),
  ]);
  await store.finish();
  expect(await findCandidates(store, analytic!)).toEqual(["loud", "proven"]);
  store.close();
});

it("takes an automation whose sessions are used without the agent only long after they were first seen", async () => {
  const [analytic] = await loadAnalytics();
  const store = await openStore({ digest: "d" });
  const day = 86_400_000;
  const read = { kind: "sensitive_access", stage: "effect", runtimeAgent: true } as const;
  const bare = { ...read, runtimeAgent: false, srcIpClass: "public" } as const;
  await store.sink.addFacts([
    aFact({ ...read, dupKey: "1", tsMs: day, sessionAutomationId: "stolen" }),
    aFact({ ...bare, dupKey: "2", tsMs: 9 * day, sessionAutomationId: "stolen" }),
    aFact({ ...read, dupKey: "3", tsMs: day, sessionAutomationId: "mixed" }),
    aFact({ ...bare, dupKey: "4", tsMs: 2 * day, sessionAutomationId: "mixed" }),
    aFact({ ...bare, dupKey: "5", tsMs: 9 * day, sessionAutomationId: "mixed" }),
    aFact({ kind: "deploy", dupKey: "6", automationKind: "lambda", automationId: "unproven", runAsId: "role/u" }),
    aFact({ ...read, dupKey: "7", tsMs: day, actorId: "role/u", sessionName: "unproven" }),
    aFact({ ...bare, dupKey: "8", tsMs: 9 * day, actorId: "role/u", sessionName: "unproven" }),
  ]);
  await store.finish();
  expect(await findCandidates(store, analytic!)).toEqual(["stolen", "unproven"]);
  store.close();
});
