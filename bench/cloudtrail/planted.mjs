/** One attack for the corpus, so that a fast scan that finds nothing is noticed. */
import { functionRuntime, service, user } from "./callers.mjs";
import { uuidFrom } from "./random.mjs";
import { makeRecord } from "./record.mjs";
import { ADMINISTRATOR, attachUserPolicy } from "./shapes/iam.mjs";
import { createFunction, functionArn } from "./shapes/lambda.mjs";
import { assumeRole, validationSessionName } from "./shapes/others.mjs";

const MINUTE = 60_000;

/** An IAM user passes an administrator role to a new function, which makes the user an administrator. */
export function plantedAttack(site, ms) {
  const attacker = user(site, "svc-inventory", { ip: "192.0.2.66", agent: "Boto3/1.34.46 Botocore/1.34.46" });
  const role = "ops-breakglass";
  const fn = {
    account: site.account,
    region: site.home,
    name: "inventory-helper",
    role: `arn:aws:iam::${site.account}:role/${role}`,
    roleName: role,
    runtime: "python3.12",
    ip: "3.248.7.201",
  };
  const runtime = functionRuntime(site, fn, ms + 3 * MINUTE);
  const lambda = service(site, "lambda.amazonaws.com");
  const at = (offset, caller, call, label) =>
    makeRecord(caller, call, {
      ms: ms + offset,
      region: site.home,
      eventId: uuidFrom(`planted/${label}`),
      requestId: uuidFrom(`planted-request/${label}`),
      sharedId: uuidFrom(`planted/both-accounts/${label}`),
    });
  const records = [
    at(0, attacker, createFunction(fn, ms), "create"),
    at(
      -1000,
      lambda,
      assumeRole({ account: site.account, role, session: validationSessionName(fn.name, ms), keyId: "ASIAQ3EGVALIDATE2222", ms }),
      "validate",
    ),
    at(
      2 * MINUTE,
      lambda,
      assumeRole({ account: site.account, role, session: fn.name, keyId: runtime.identity.accessKeyId, ms }),
      "assume",
    ),
    at(3 * MINUTE, runtime, attachUserPolicy("svc-inventory", ADMINISTRATOR), "attach"),
  ];
  return { records, automation: functionArn(fn) };
}
