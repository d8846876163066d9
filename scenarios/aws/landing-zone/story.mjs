/**
 * A landing zone's function prepares every new account: it assumes the execution role there, makes the usual roles and
 * gives one of them administrator rights. It was there before the logs; the pipeline updates it half-way. An
 * organisation's trail has all accounts. After
 * https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
import { roleSession } from "../../../bench/cloudtrail/identities.mjs";
import { idFrom } from "../../../bench/cloudtrail/random.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { assumeRole } from "../../../bench/cloudtrail/shapes/others.mjs";
import { trust } from "../../lib/calls.mjs";
import { makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { runOnce, usualDeploys } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { organisation: "o-4w8kz1m2qx" };

const FUNCTION = makeFunction("landing-zone-account-setup", "landing-zone-setup-role", {
  rolePath: "/service-role/",
  runtime: "python3.12",
  ip: "63.32.19.8",
});

export default function tell(story) {
  fullHistory(story, span);
  usualDeploys(story, FUNCTION, "landing", ["2026-10-13T10:40:00Z"]);
  for (let i = 0; i < 9; i += 1) prepare(story, i, `5000600070${10 + i}`, toMs("2026-10-01T09:30:00Z") + i * 2.2 * 86_400_000);
}

function prepare(story, i, account, at) {
  const keyId = idFrom("ASIA", `landing/${account}`, 20);
  const role = "AWSControlTowerExecution";
  const hop = assumeRole({ account, role, session: "account-setup", keyId, ms: at + 2000 });
  runOnce(story, FUNCTION, `account-${i}`, at, [["assume", hop]]);
  const identity = roleSession({ account, role, session: "account-setup", ms: at, startMs: at + 2000, keyId });
  const caller = { identity, ip: FUNCTION.ip, agent: "Boto3/1.40.61 md/Botocore#1.40.61 exec-env/AWS_Lambda_python3.12", account };
  const saml = trust({ AWS: `arn:aws:iam::${account}:root` });
  const step = (label, after, call) => story.add(`account-${i}/${label}`, at + after, caller, call);
  step("admin-role", 5000, iam.createRole(account, "platform-break-glass", saml, at + 5000));
  step("admin-rights", 6000, iam.attachRolePolicy("platform-break-glass", iam.ADMINISTRATOR));
  step("reader-role", 7000, iam.createRole(account, "platform-reader", saml, at + 7000));
  step("reader-rights", 8000, iam.attachRolePolicy("platform-reader", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
}
