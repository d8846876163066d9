/** Whole record sets of rows 37 to 39: nothing done, much done, and names used twice. */
import * as iam from "../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../bench/cloudtrail/shapes/lambda.mjs";
import { putRule } from "../../bench/cloudtrail/shapes/others.mjs";
import { deleteFunction } from "../../scenarios/lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../scenarios/lib/company.mjs";
import { ordinaryRecords } from "../../scenarios/lib/history.mjs";
import { thiefAs } from "../../scenarios/lib/people.mjs";
import { START, recordsOf, tellBase, without } from "./base.mjs";

const CALLED = ["rule", "permission", "targets", "invoke"];
const thief = (story) => thiefAs(story, "svc-inventory", "192.0.2.66");

/** Nothing of this changes anything: dry runs, and errors whose responses look like success. */
export function withoutConsequence() {
  const base = tellBase();
  const code = lambda.updateFunctionCode(base.fn, START + 9000, { dryRun: true });
  for (const label of [...CALLED, "run/start", "run/log-stream", "run/key"]) base.steps.delete(label);
  Object.assign(base.steps.get("create"), { errorCode: "ServiceException" });
  base.story.add("dry", START + 9000, thief(base.story), code);
  base.story.add("key", START + 10_000, thief(base.story), iam.createAccessKey(ACCOUNT, "svc-backup", START, "second"));
  Object.assign(base.steps.get("key"), { errorCode: "LimitExceeded" });
  return recordsOf(base);
}

export function flooded() {
  const base = tellBase();
  for (let i = 0; i < 400; i += 1) {
    const fn = makeFunction(`harmless-${i}`, `harmless-${i}-role`);
    const at = START - 9 * 86_400_000 + i * 600_000;
    const caller = { ...thief(base.story), identity: base.steps.get("deploy-0-0/code").userIdentity, ip: "198.51.100.24" };
    base.story.add(
      `harmless-${i}/role`,
      at - 20_000,
      caller,
      iam.createRole(ACCOUNT, `harmless-${i}-role`, iam.trustService("lambda.amazonaws.com"), at),
    );
    base.story.add(`harmless-${i}`, at, caller, lambda.createFunction(fn, at));
    base.story.add(
      `harmless-${i}/rule`,
      at + 1000,
      caller,
      putRule(ACCOUNT, HOME, `harmless-${i}`, null, { scheduleExpression: "rate(1 hour)" }),
    );
  }
  return [
    ...recordsOf(base),
    ...ordinaryRecords(base.story, { from: "2026-09-18T00:00:00Z", to: "2026-10-02T00:00:00Z", ordinary: 20_000 }),
  ];
}

/** The pipeline made, ran and deleted a function of that name a week before. */
export function recycled() {
  return without([], ({ story, fn, steps }) => {
    const at = START - 8 * 86_400_000;
    const caller = { ...thief(story), identity: steps.get("deploy-0-0/code").userIdentity, ip: "198.51.100.24" };
    const honest = { ...fn, role: `arn:aws:iam::${ACCOUNT}:role/orders-prod-ingest-role`, roleName: "orders-prod-ingest-role" };
    story.add("before/create", at, caller, lambda.createFunction(honest, at));
    story.add("before/delete", at + 86_400_000, caller, deleteFunction(fn));
  });
}

/** After the thief's function is gone, the pipeline makes a harmless one of the same name. */
export function reused() {
  return without([], ({ story, fn, steps }) => {
    const at = START + 3 * 86_400_000;
    const caller = { ...thief(story), identity: steps.get("deploy-0-0/code").userIdentity, ip: "198.51.100.24" };
    const honest = { ...fn, role: `arn:aws:iam::${ACCOUNT}:role/orders-prod-ingest-role`, roleName: "orders-prod-ingest-role" };
    story.add("after/delete", START + 2 * 86_400_000, thief(story), deleteFunction(fn));
    story.add("after/create", at, caller, lambda.createFunction(honest, at));
  });
}
