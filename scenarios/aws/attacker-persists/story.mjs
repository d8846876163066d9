/**
 * A leaked key, used from five addresses within two and a half hours, makes a function behind an API that creates an
 * administrator whenever it is called, and deletes other functions. Retells
 * https://securitylabs.datadoghq.com/articles/tales-from-the-cloud-trenches-the-attacker-doth-persist-too-much/
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getCallerIdentity } from "../../../bench/cloudtrail/shapes/others.mjs";
import { createHttpApi, deleteFunction, plainCall } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const ROLE = "buckets555-role-4hy2k9xz";
const FUNCTION = makeFunction("buckets555", ROLE, { rolePath: "/service-role/", runtime: "python3.13", ip: "52.208.19.77" });
const ADDRESSES = ["192.0.2.11", "192.0.2.52", "192.0.2.130", "192.0.2.177", "192.0.2.203"];
const NEW_USER = "adminslabs";

export default function tell(story) {
  fullHistory(story, span);
  let steps = 0;
  const step = (label, time, call) => {
    story.add(label, time, thiefAs(story, "svc-inventory", ADDRESSES[steps % ADDRESSES.length]), call);
    steps += 1;
  };
  step("who-am-i", "2026-10-20T18:02:10Z", getCallerIdentity());
  step("users", "2026-10-20T18:05:44Z", iam.listUsers());
  const ofLambda = iam.trustService("lambda.amazonaws.com");
  step("role", "2026-10-20T18:31:02Z", iam.createRole(ACCOUNT, ROLE, ofLambda, toMs("2026-10-20T18:31:02Z"), { path: "/service-role/" }));
  step(
    "basic",
    "2026-10-20T18:31:04Z",
    iam.attachRolePolicy(
      ROLE,
      `arn:aws:iam::${ACCOUNT}:policy/service-role/AWSLambdaBasicExecutionRole-3b1d7c52-90ee-4a41-8f0c-6c2f1d7e9a10`,
    ),
  );
  step("rights", "2026-10-20T18:40:29Z", iam.attachRolePolicy(ROLE, "arn:aws:iam::aws:policy/IAMFullAccess"));
  story.validateRole("validate", "2026-10-20T18:31:12Z", FUNCTION);
  step("create", "2026-10-20T18:31:13Z", lambda.createFunction(FUNCTION, toMs("2026-10-20T18:31:13Z")));
  step("api", "2026-10-20T18:52:18Z", createHttpApi(FUNCTION, "buckets555-API"));
  const sourceArn = `arn:aws:execute-api:${HOME}:${ACCOUNT}:7xk2mz0q4v/*/*/buckets555`;
  step(
    "permission",
    "2026-10-20T18:52:20Z",
    lambda.addPermission(FUNCTION, { principal: "apigateway.amazonaws.com", sourceArn, statementId: "8a1f7b02" }),
  );

  runOnce(story, FUNCTION, "call", "2026-10-20T19:10:40Z", [
    ["user", iam.createUser(ACCOUNT, NEW_USER, toMs("2026-10-20T19:10:42Z"))],
    ["admin", iam.attachUserPolicy(NEW_USER, iam.ADMINISTRATOR)],
    ["login", iam.createLoginProfile(NEW_USER, toMs("2026-10-20T19:10:44Z"))],
  ]);
  step(
    "no-organization",
    "2026-10-20T19:48:30Z",
    plainCall("organizations", "DisableAWSServiceAccess", { servicePrincipal: "account.amazonaws.com" }, { global: true }),
  );
  for (const [i, fn] of story.site.functions.slice(12, 18).entries())
    step(`delete-${i}`, toMs("2026-10-20T20:21:05Z") + i * 1000, deleteFunction(fn));
}
