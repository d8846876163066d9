/** Collects the records that a scenario tells, each under a label from which its event id follows. */
import { functionRuntime, service } from "../../bench/cloudtrail/callers.mjs";
import { idFrom, uuidFrom } from "../../bench/cloudtrail/random.mjs";
import { makeRecord } from "../../bench/cloudtrail/record.mjs";
import { assumeRole, validationSessionName } from "../../bench/cloudtrail/shapes/others.mjs";
import { HOME } from "./company.mjs";

/** @param {string} name of the scenario @param {ReturnType<import("../../bench/cloudtrail/site.mjs").makeSite>} site */
export function makeStory(name, site) {
  const steps = new Map();

  /** Adds one record; `time` is RFC 3339 or milliseconds, `region` matters for regional services only. */
  function add(label, time, caller, call, region = HOME) {
    if (steps.has(label)) throw new Error(`${name}: two steps are called ${label}`);
    const when = {
      ms: toMs(time),
      region,
      eventId: uuidFrom(`${name}/${label}`),
      requestId: uuidFrom(`${name}/${label}/request`),
      sharedId: uuidFrom(`${name}/${label}/shared`),
    };
    steps.set(label, makeRecord(caller, call, when));
  }

  /**
   * A cold start: Lambda assumes the role, and the returned function gives the caller for acts of
   * that session. `proof`: AWS wrote `inScopeOf`; `marked`: agent carries the runtime's mark.
   */
  function startRun(label, time, fn, how = {}) {
    const startMs = toMs(time);
    const session = { ...how, build: String(startMs) };
    const keyId = functionRuntime(site, fn, startMs, session).identity.accessKeyId;
    const lambda = service(site, "lambda.amazonaws.com");
    const assumed = { account: fn.account, role: fn.roleName, path: fn.rolePath ?? "/", session: fn.name, keyId, ms: startMs };
    add(label, startMs, { ...lambda, account: fn.account }, assumeRole(assumed), fn.region);
    return (at) => ({ ...functionRuntime(site, fn, toMs(at), session), account: fn.account });
  }

  /** Lambda proves that it may assume the role of a new function. */
  function validateRole(label, time, fn) {
    const ms = toMs(time);
    const session = validationSessionName(fn.name, ms);
    add(
      label,
      ms,
      service(site, "lambda.amazonaws.com"),
      assumeRole({
        account: fn.account,
        role: fn.roleName,
        path: fn.rolePath ?? "/",
        session,
        keyId: idFrom("ASIA", `${name}/${label}`, 20),
        ms,
      }),
      fn.region,
    );
  }

  return { name, site, add, startRun, validateRole, steps };
}

/** @typedef {ReturnType<typeof makeStory>} Story */

export function toMs(time) {
  return typeof time === "number" ? time : Date.parse(time);
}

/** Several steps by one caller: `[label, time, call]` each; the caller may depend on the time. */
export function tellSteps(story, caller, steps, region = HOME) {
  for (const [label, time, call] of steps) story.add(label, time, typeof caller === "function" ? caller(time) : caller, call, region);
}

export function refused(call, code, message) {
  return { ...call, error: { code, message } };
}
