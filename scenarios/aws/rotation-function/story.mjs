/**
 * Two rotation functions at work for three weeks: one changes a database password, the other an
 * IAM user's access key, which it stores as a secret and whose predecessor it retires. The first
 * predates the logs; the second is redeployed by the pipeline half-way.
 */
import { service, user } from "../../../bench/cloudtrail/callers.mjs";
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import * as others from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { refused, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1900, functions: 18 };

const DAY = 86_400_000;
const PASSWORD_ROTATION = makeFunction("orders-db-rotation", "orders-db-rotation-role", {
  runtime: "python3.12",
  timeout: 30,
  ip: "63.32.20.41",
});
const KEY_ROTATION = makeFunction("partner-key-rotation", "partner-key-rotation-role", {
  runtime: "python3.12",
  timeout: 60,
  ip: "63.32.71.6",
});
const USER = "svc-partner-feed";
const PASSWORD = others.secretArn(ACCOUNT, HOME, "orders/database");
const KEY_SECRET = others.secretArn(ACCOUNT, HOME, "partner/feed-key");

export default function tell(story) {
  fullHistory(story, span);
  for (let i = 0; i < 6; i += 1) rotatePassword(story, i, toMs("2026-10-02T04:00:00Z") + i * 3 * DAY);
  for (let i = 0; i < 7; i += 1) rotateKey(story, i, toMs("2026-10-01T05:30:00Z") + i * 3 * DAY);
  for (let i = 0; i < 20; i += 1) useKey(story, i, toMs("2026-10-01T09:00:00Z") + i * DAY);
  pipelineRun(story, "rotation-update", "2026-10-14T13:22:48Z", (caller, at) => {
    const built = { ...KEY_ROTATION, build: "2" };
    story.add(
      "rotation-update/code",
      at,
      caller(at),
      lambda.updateFunctionCode(built, at, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true }),
    );
  });
}

/** The four steps that Secrets Manager calls: create, set, test, finish. */
function rotatePassword(story, i, at) {
  const runtime = begin(story, `password-${i}`, PASSWORD_ROTATION, PASSWORD, version(PASSWORD, i), at);
  const step = (label, after, call) => story.add(`password-${i}/${label}`, at + after, runtime(at + after), call);
  step("describe", 2000, others.describeSecret(PASSWORD));
  step("current", 3000, others.getSecretValue(PASSWORD, { versionStage: "AWSCURRENT" }));
  step(
    "pending",
    3000,
    refused(
      others.getSecretValue(PASSWORD, { versionId: version(PASSWORD, i), versionStage: "AWSPENDING" }),
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
    ),
  );
  step("random", 4000, others.getRandomPassword());
  step("put", 4000, others.putSecretValue(PASSWORD, version(PASSWORD, i)));
  step("test", 9000, others.getSecretValue(PASSWORD, { versionId: version(PASSWORD, i), versionStage: "AWSPENDING" }));
  step("finish", 12_000, others.updateSecretVersionStage(PASSWORD, version(PASSWORD, i), version(PASSWORD, i - 1)));
}

/** A new key is made and stored; the one before the last is switched off and deleted. */
function rotateKey(story, i, at) {
  const runtime = begin(story, `key-${i}`, KEY_ROTATION, KEY_SECRET, version(KEY_SECRET, i), at);
  const step = (label, after, call) => story.add(`key-${i}/${label}`, at + after, runtime(at + after), call);
  step("list", 2000, iam.listAccessKeys(USER));
  step("retire", 3000, iam.updateAccessKey(USER, iam.newKeyId(ACCOUNT, USER, String(i - 2)), "Inactive"));
  step("delete", 4000, iam.deleteAccessKey(USER, iam.newKeyId(ACCOUNT, USER, String(i - 2))));
  step("create", 5000, iam.createAccessKey(ACCOUNT, USER, at + 5000, String(i)));
  step("put", 6000, others.putSecretValue(KEY_SECRET, version(KEY_SECRET, i)));
  step("finish", 9000, others.updateSecretVersionStage(KEY_SECRET, version(KEY_SECRET, i), version(KEY_SECRET, i - 1)));
}

/** Id of the n-th version of a secret. */
function version(secret, n) {
  return uuidFrom(`${secret}/${n}`);
}

function begin(story, label, fn, secret, token, at) {
  story.add(`${label}/rotate`, at, service(story.site, "secretsmanager.amazonaws.com"), others.rotateSecret(secret, token));
  return story.startRun(`${label}/run`, at + 1000, fn);
}

/** The feed server in the office uses the newest key. */
function useKey(story, i, at) {
  const caller = user(story.site, USER, { keyId: iam.newKeyId(ACCOUNT, USER, String(Math.floor(i / 3))) });
  story.add(`use-${i}`, at, caller, {
    service: "s3.amazonaws.com",
    name: "GetBucketLocation",
    readOnly: true,
    request: { bucketName: story.site.buckets[1], location: "" },
  });
}
