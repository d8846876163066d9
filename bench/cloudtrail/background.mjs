/** Ordinary records of one account: a pure function of the site, the time and the random numbers. */
import { functionRuntime, linkedRole, service } from "./callers.mjs";
import { GROUPS, RUNTIME_CALLS } from "./ordinary.mjs";
import { numberFrom } from "./random.mjs";
import { makeRecord } from "./record.mjs";
import { changeRecord } from "./changes.mjs";

/**
 * @param {ReturnType<import("./site.mjs").makeSite>} site
 * @param {import("./random.mjs").Random} random
 * @param {number} ms
 * @param {{runAs: number, relevant?: number, skew?: number}} mix shares in [0, 1]; `skew`: how unevenly functions are busy
 */
export function backgroundRecord(site, random, ms, mix) {
  if (mix.relevant !== undefined && random.chance(mix.relevant)) return changeRecord(site, random, ms);
  if (random.chance(mix.runAs))
    return mix.skew === undefined ? someRuntimeRecord(site, random, ms) : runtimeRecord(site, random, ms, mix.skew);
  const group = random.weighted(GROUPS);
  const row = random.weighted(group.calls);
  const who = group.who(site, random);
  const { by, ...call } = row.call(site, random, who);
  return stamp(callerOf(site, group, row, who, by, ms), call, site, random, ms);
}

/**
 * AWS writes `inScopeOf` for some services and not for others, and most code keeps the runtime's agent; either is a matter of the
 * function's code and stays as it is. So are its operations: each function calls two to four of those in the table.
 */
function runtimeRecord(site, random, ms, skew) {
  const fn = functionAt(site, random, skew);
  const operations = operationsOf(site, fn);
  const call = random.weighted(operations).call(site, random, fn);
  const caller = functionRuntime(site, fn, ms, {
    proof: numberFrom(`${fn.name}/${site.account}/${call.service}/proof`, 2) === 0,
    marked: numberFrom(`${fn.name}/${site.account}/agent`, 10) > 0,
  });
  return stamp(caller, call, site, random, ms);
}

/**
 * How unevenly functions are busy: weight = rank ^ -SKEW. In the traces of a large provider a fifth of the applications made 99.6 % of
 * the invocations (Shahrad et al., Serverless in the Wild, USENIX ATC 2020); with this exponent the busiest fifth makes about 85 %,
 * because what trails record are mostly cold starts, which are spread more evenly. 0 makes all of them equally busy.
 */
export const SKEW = 1.2;
const busyness = new WeakMap();

function functionAt(site, random, skew) {
  let sums = busyness.get(site);
  if (sums === undefined) {
    let sum = 0;
    sums = site.functions.map((_, rank) => (sum += (rank + 1) ** -skew));
    busyness.set(site, sums);
  }
  const wanted = random.next() * sums.at(-1);
  let low = 0;
  for (let high = sums.length - 1; low < high;) {
    const middle = (low + high) >> 1;
    if (sums[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return site.functions[low];
}

/** A record by any function, as stories have them: half of them with `inScopeOf`, most with the runtime's agent. */
function someRuntimeRecord(site, random, ms) {
  const fn = random.pick(site.functions);
  const call = random.weighted(RUNTIME_CALLS).call(site, random, fn);
  const caller = functionRuntime(site, fn, ms, { proof: random.chance(0.5), marked: random.chance(0.9) });
  return stamp(caller, call, site, random, ms);
}

const operations = new WeakMap();

function operationsOf(site, fn) {
  let own = operations.get(fn);
  if (own === undefined) {
    const from = numberFrom(`${fn.name}/${site.account}/operations`, RUNTIME_CALLS.length);
    const many = 2 + numberFrom(`${fn.name}/${site.account}/many`, 3);
    // The first of the table is what every runtime does when it starts.
    own = [...new Set([RUNTIME_CALLS[0], ...Array.from({ length: many - 1 }, (_, k) => RUNTIME_CALLS[(from + k) % RUNTIME_CALLS.length])])];
    operations.set(fn, own);
  }
  return own;
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
