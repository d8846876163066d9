/**
 * The attack that every evasion row hides in its own way: a leaked key gives a new function an administrator role
 * (made in these logs), an event to wait for and a run, and the function makes a key for another user. Around it ten
 * days of a pipeline's deploys. Made by hand with the scenarios' library.
 */
import { service } from "../../bench/cloudtrail/callers.mjs";
import * as iam from "../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../bench/cloudtrail/shapes/lambda.mjs";
import { putRule, putTargets, ruleArn } from "../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeCompany, makeFunction } from "../../scenarios/lib/company.mjs";
import { deployHistory } from "../../scenarios/lib/history.mjs";
import { administrator, makeAdminRole, thiefAs } from "../../scenarios/lib/people.mjs";
import { runOnce } from "../../scenarios/lib/routine.mjs";
import { makeStory, tellSteps, toMs } from "../../scenarios/lib/story.mjs";

export const NAME = "quarterly-sync";
export const ROLE = "data-platform-admin";
export const TARGET = lambda.functionArn({ region: HOME, account: ACCOUNT, name: NAME });
const SPAN = { from: "2026-09-18T00:00:00Z", to: "2026-09-30T00:00:00Z" };
/** When the attack begins. */
export const START = toMs("2026-10-01T22:00:00Z");

/** Labels of the attack's own records, in their order. */
export const ATTACK = ["create", "rule", "permission", "targets", "invoke", "run/start", "run/log-stream", "run/key"];

/** A fresh copy of the base: `story` and its records by label. `how.fn` changes the function. */
export function tellBase(how = {}) {
  const story = makeStory("evasion", makeCompany(6));
  const fn = makeFunction(NAME, ROLE, { runtime: "python3.12", ip: "34.240.9.9", ...how.fn });
  deployHistory(story, SPAN);
  makeAdminRole(story, ROLE, "2026-09-20T09:00:00Z", (ms) => administrator(story, ms));
  const rule = `${NAME}-rule`;
  const pattern = { source: ["aws.s3"], "detail-type": ["Object Created"] };
  const sourceArn = ruleArn(ACCOUNT, fn.region, rule);
  tellSteps(
    story,
    thiefAs(story, "svc-inventory", "192.0.2.66"),
    [
      ["create", START, lambda.createFunction(fn, START)],
      ["rule", START + 2000, putRule(ACCOUNT, fn.region, rule, pattern)],
      ["permission", START + 3000, lambda.addPermission(fn, { principal: "events.amazonaws.com", sourceArn, statementId: "rule" })],
      ["targets", START + 4000, putTargets(rule, lambda.functionArn(fn))],
    ],
    fn.region,
  );
  story.add("invoke", START + 60_000, service(story.site, "events.amazonaws.com"), lambda.invoke(fn, "Event"), fn.region);
  runOnce(story, fn, "run", START + 61_000, [["key", iam.createAccessKey(ACCOUNT, "svc-backup", START + 63_000, "second")]], how.session);
  return { story, fn, steps: story.steps };
}

export const recordsOf = ({ steps }) => [...steps.values()];

/** All records, those of the named labels replaced by what `change` makes of a copy. */
export function changed(labels, change, how = {}) {
  const base = tellBase(how);
  for (const label of labels) {
    const copy = structuredClone(base.steps.get(label));
    base.steps.set(label, change(copy) ?? copy);
  }
  return recordsOf(base);
}

/** The base without some of its records, and with others put in. */
export function without(labels, add = () => {}) {
  const base = tellBase();
  for (const label of labels) base.steps.delete(label);
  add(base);
  return recordsOf(base);
}

/** Text replaced throughout all records. */
export function renamed(from, to, records = recordsOf(tellBase())) {
  return JSON.parse(JSON.stringify(records).replaceAll(from, JSON.stringify(to).slice(1, -1)));
}
