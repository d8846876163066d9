/**
 * The leaked key of an inventory script passes an existing administrator role to a new function,
 * runs it, and is an administrator. Retells https://pathfinding.cloud/paths/lambda-001.
 */
import { user } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createLogStream, getCallerIdentity, listSecrets } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory, invokeHistory } from "../../lib/history.mjs";
import { refused } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2050, functions: 18 };

const VICTIM = "svc-inventory";

/** The role predates the logs: nothing in them says that it is an administrator until it acts. */
const FUNCTION = makeFunction("inventory-sync-tmp", "ops-automation", { handler: "lambda_function.lambda_handler", runtime: "python3.12" });

export default function tell(story) {
  const { site, add } = story;
  fullHistory(story, span);
  invokeHistory(story, span);
  const thief = user(site, VICTIM, {
    ip: "192.0.2.66",
    agent: "Boto3/1.34.46 md/Botocore#1.34.46 ua/2.0 os/linux#6.5.0-kali3-amd64 md/arch#x86_64 lang/python#3.11.8",
  });

  add("who-am-i", "2026-10-21T02:14:07Z", thief, getCallerIdentity());
  add("own-policies", "2026-10-21T02:14:31Z", thief, iam.listAttachedUserPolicies(VICTIM));
  add("roles", "2026-10-21T02:16:02Z", thief, iam.listRoles());
  add("functions", "2026-10-21T02:17:44Z", thief, lambda.listFunctions());
  const denied = `User: arn:aws:iam::${ACCOUNT}:user/${VICTIM} is not authorized to perform: secretsmanager:ListSecrets because no identity-based policy allows the secretsmanager:ListSecrets action`;
  add("secrets-denied", "2026-10-21T02:19:10Z", thief, refused(listSecrets(), "AccessDenied", denied));

  story.validateRole("validate", "2026-10-21T02:31:52Z", FUNCTION);
  add("create", "2026-10-21T02:31:53Z", thief, lambda.createFunction(FUNCTION, Date.parse("2026-10-21T02:31:53Z")));
  add("invoke", "2026-10-21T02:32:40Z", thief, lambda.invoke(FUNCTION));
  const runtime = story.startRun("assume", "2026-10-21T02:32:41Z", FUNCTION);
  add(
    "log-stream",
    "2026-10-21T02:32:42Z",
    runtime("2026-10-21T02:32:42Z"),
    createLogStream(`/aws/lambda/${FUNCTION.name}`, "2026/10/21/[$LATEST]6f1d0a6b3c0e4c53a6e0f7a1d1b2c3d4"),
  );
  add("attach", "2026-10-21T02:32:43Z", runtime("2026-10-21T02:32:43Z"), iam.attachUserPolicy(VICTIM, iam.ADMINISTRATOR));

  add("look-around", "2026-10-21T02:40:05Z", thief, iam.listUsers());
  add("secrets", "2026-10-21T02:41:30Z", thief, listSecrets());
}
