/** Ordinary records of one account: a pure function of the site, the time and the random numbers. */
import { functionRuntime, linkedRole, service } from "./callers.mjs";
import { GROUPS, RUNTIME_CALLS } from "./ordinary.mjs";
import { makeRecord } from "./record.mjs";
import { changeRecord } from "./changes.mjs";

/**
 * @param {ReturnType<import("./site.mjs").makeSite>} site
 * @param {import("./random.mjs").Random} random
 * @param {number} ms
 * @param {{runAs: number, relevant?: number, region?: string}} mix shares in [0, 1]; `region`: only what this region records
 */
export function backgroundRecord(site, random, ms, mix) {
  if (mix.relevant !== undefined && random.chance(mix.relevant)) return changeRecord(site, random, ms);
  if (random.chance(mix.runAs)) return runtimeRecord(site, random, ms);
  const group = random.weighted(GROUPS);
  const row = random.weighted(group.calls);
  const who = group.who(site, random);
  const { by, ...call } = row.call(site, random, who);
  return stamp(callerOf(site, group, row, who, by, ms), call, site, random, ms);
}

/** AWS writes `inScopeOf` into about half of such records, and most code keeps the runtime's agent. */
function runtimeRecord(site, random, ms) {
  const fn = random.pick(site.functions);
  const call = random.weighted(RUNTIME_CALLS).call(site, random, fn);
  const caller = functionRuntime(site, fn, ms, { proof: random.chance(0.5), marked: random.chance(0.9) });
  return stamp(caller, call, site, random, ms);
}

function callerOf(site, group, row, who, by, ms) {
  if (by !== undefined) return service(site, by);
  if (row.as !== undefined) return linkedRole(site, row.as, ms);
  return group.as(site, who, ms);
}

export function stamp(caller, call, site, random, ms) {
  return makeRecord(caller, call, {
    ms,
    region: site.home,
    eventId: random.uuid(),
    requestId: random.uuid(),
    sharedId: call.shared === true ? random.uuid() : undefined,
  });
}
