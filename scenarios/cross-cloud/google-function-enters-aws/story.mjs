/**
 * Somebody who never deployed replaces the code of a Cloud Function. It takes a role in AWS with Google's token for its account, as it
 * may, and makes a key for a user there, which is then used from elsewhere. AWS names the number of the account in the call.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { listSecrets } from "../../../bench/cloudtrail/shapes/others.mjs";
import { user } from "../../../bench/cloudtrail/callers.mjs";
import { ACCOUNT } from "../../lib/company.mjs";
import { enterAws, googleToken } from "../../lib/cross-cloud/callers.mjs";
import { THIEF, account, person, pipeline } from "../../lib/gcp/callers.mjs";
import { createAccount, uniqueId } from "../../lib/gcp/calls.mjs";
import { createFunction, updateFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { toMs } from "../../lib/story.mjs";

export const clouds = ["aws", "gcp"];
export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const RUNNER = account("fn-rate-sync");
const VICTIM = "svc-backup";

export default function tell({ aws, gcp, pair }) {
  fullHistory(aws, { ...span, functions: 12 });
  deployHistory(gcp, span);
  gcp.add("account", "2026-10-03T12:00:00Z", pipeline(), createAccount(RUNNER));
  gcp.addLong("first version", "2026-10-03T12:01:00Z", pipeline(), createFunction("rate-sync", { account: RUNNER, tool: "terraform" }));
  for (const day of ["06", "09", "13"])
    gcp.addLong(
      `version of ${day}`,
      `2026-10-${day}T13:00:00Z`,
      pipeline(),
      updateFunction("rate-sync", { account: RUNNER, revision: Number(day) }),
    );

  gcp.addLong(
    "overwrite",
    "2026-10-20T21:44:12Z",
    person("bruno", { ip: THIEF }),
    updateFunction("rate-sync", { account: RUNNER, revision: 99 }),
  );
  // The pair: the number of another account.
  const number = pair ? uniqueId(account("fn-rate-view")) : uniqueId(RUNNER);
  const inside = enterAws(aws, "enter", "2026-10-20T21:47:00Z", googleToken(number), { role: "rate-import", ip: "34.96.44.17" });
  const at = "2026-10-20T21:47:04Z";
  aws.add("key", at, inside, iam.createAccessKey(ACCOUNT, VICTIM, toMs(at), "second"));
  const thief = user(aws.site, VICTIM, {
    keyId: iam.newKeyId(ACCOUNT, VICTIM, "second"),
    ip: THIEF,
    agent: "aws-cli/1.33.8 md/Botocore#1.34.126",
  });
  aws.add("use", "2026-10-20T23:10:00Z", thief, listSecrets());
}
