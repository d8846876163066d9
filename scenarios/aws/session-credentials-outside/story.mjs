/**
 * A function that fetches addresses for its callers is made to hand out its own credentials; with them somebody reads
 * secrets from outside. Nothing about the function changes. After
 * https://hackingthe.cloud/aws/exploitation/lambda-steal-iam-credentials/.
 */
import { functionRuntime } from "../../../bench/cloudtrail/callers.mjs";
import { getCallerIdentity, getParameter, getSecretValue, listSecrets, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { plainCall } from "../../lib/calls.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { regularRuns } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 600, functions: 18 };

const FUNCTION = makeFunction("link-preview", "link-preview-role", { runtime: "python3.12", ip: "52.19.8.44" });
const AGENT = "aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-kali3-amd64 exe/x86_64.kali.2024 prompt/off";
const LAST_START = "2026-10-20T06:40:00Z";
const secret = (name) => getSecretValue(secretArn(ACCOUNT, HOME, name));
const acts = () => [["settings", getParameter(ACCOUNT, HOME, "/link-preview/settings")]];

export default function tell(story) {
  fullHistory(story, span);
  regularRuns(story, FUNCTION, { label: "usual", first: "2026-10-05T06:40:00Z", times: 16, acts });

  /** The session of the day's first run, from elsewhere. */
  const stolen = (time) => ({
    ...functionRuntime(story.site, FUNCTION, toMs(time), { build: String(toMs(LAST_START)) }),
    ip: "192.0.2.99",
    agent: AGENT,
  });
  tellSteps(story, stolen, [
    ["who-am-i", "2026-10-20T07:21:09Z", getCallerIdentity()],
    ["buckets", "2026-10-20T07:21:40Z", plainCall("s3", "ListBuckets", null, { readOnly: true })],
    ["secrets", "2026-10-20T07:22:15Z", listSecrets()],
    ["payments", "2026-10-20T07:22:51Z", secret("payments/provider-key")],
    ["warehouse", "2026-10-20T07:23:02Z", secret("warehouse/database")],
  ]);
}
