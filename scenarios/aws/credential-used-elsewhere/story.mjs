/**
 * A function that was tampered with before the logs begin makes a key for a backup user one
 * night; at dawn the key is used from another network. Retells the on-demand credential maker of
 * https://securitylabs.datadoghq.com/articles/tales-from-the-cloud-trenches-the-attacker-doth-persist-too-much/
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { createLogStream, getCallerIdentity, getParameter, listSecrets } from "../../../bench/cloudtrail/shapes/others.mjs";
import { user } from "../../../bench/cloudtrail/callers.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2100, functions: 18 };

const VICTIM = "svc-backup";
const FUNCTION = makeFunction("webhook-relay", "webhook-relay-role", { runtime: "nodejs22.x", ip: "52.208.44.131" });

export default function tell(story) {
  fullHistory(story, span);
  usualRuns(story);

  const runtime = story.startRun("assume", "2026-10-17T23:40:18Z", FUNCTION);
  story.add(
    "log-stream",
    "2026-10-17T23:40:19Z",
    runtime("2026-10-17T23:40:19Z"),
    createLogStream(`/aws/lambda/${FUNCTION.name}`, "2026/10/17/[$LATEST]c1d2e3f4a5b64c7d8e9f0a1b2c3d4e5f"),
  );
  story.add(
    "key",
    "2026-10-17T23:40:21Z",
    runtime("2026-10-17T23:40:21Z"),
    iam.createAccessKey(ACCOUNT, VICTIM, toMs("2026-10-17T23:40:21Z"), "second"),
  );

  const thief = user(story.site, VICTIM, {
    keyId: iam.newKeyId(ACCOUNT, VICTIM, "second"),
    ip: "192.0.2.150",
    agent: "aws-cli/1.33.8 md/Botocore#1.34.126 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.11.6",
  });
  story.add("use-1", "2026-10-18T05:12:40Z", thief, getCallerIdentity());
  story.add(
    "use-2",
    "2026-10-18T05:13:55Z",
    thief,
    { service: "s3.amazonaws.com", name: "ListBuckets", readOnly: true, request: { Host: "s3.amazonaws.com" } },
    "us-east-1",
  );
  story.add("use-3", "2026-10-18T05:18:02Z", thief, listSecrets());
}

/** Its ordinary life: it relays what partners send. */
function usualRuns(story) {
  for (let day = 0; day < 18; day += 1) {
    const at = toMs("2026-10-04T06:10:00Z") + day * 86_400_000 + (day % 5) * 700_000;
    const runtime = story.startRun(`relay-${day}`, at, FUNCTION);
    story.add(`relay-${day}/settings`, at + 1000, runtime(at + 1000), getParameter(ACCOUNT, HOME, "/webhook-relay/settings"));
    story.add(`relay-${day}/queue`, at + 2000, runtime(at + 2000), {
      service: "sqs.amazonaws.com",
      name: "GetQueueUrl",
      readOnly: true,
      request: { queueName: "orders-events" },
    });
  }
}
