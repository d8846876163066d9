/**
 * GitHub Actions deploys through OIDC several times a day, from hosted runners whose addresses
 * change with every run: code, settings and roles of twelve functions. After one of these runs,
 * from a network that no run came from before, a new feature reads a secret that is new to it.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { makeRandom } from "../../../bench/cloudtrail/random.mjs";
import { getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME } from "../../lib/company.mjs";
import { choreHistory, pipelineRun, secretHistory } from "../../lib/history.mjs";
import { administrator, makeAdminRole } from "../../lib/people.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1800, functions: 18 };

const CLI =
  "aws-cli/2.31.21 md/awscrt#0.28.2 ua/2.1 os/linux#6.11.0-1018-azure md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe";
const DAY = 86_400_000;
/** Networks of the kind that hosted runners come from. */
const RUNNERS = ["20.57", "20.161", "4.227", "52.159", "172.184", "40.84", "13.89", "135.232", "48.217", "64.236"];

export default function tell(story) {
  newFeature(story);
  secretHistory(story, span);
  choreHistory(story, span);
  makeAdminRole(story, "platform-admin", "2026-10-06T08:44:02Z", (ms) => administrator(story, ms));
  const random = makeRandom("ci-oidc/runs");
  for (let day = 0; day < 17; day += 1) {
    const morning = toMs("2026-10-05T07:30:00Z") + day * DAY;
    if (new Date(morning).getUTCDay() % 6 === 0) continue;
    for (let run = 0; run < 2; run += 1) deploy(story, `run-${day}-${run}`, morning + run * 5 * 3_600_000 + random.int(9_000_000), random);
  }
}

/** What is deployed in the morning needs its new secret at noon. */
function newFeature(story) {
  const fn = story.site.functions.find(({ name }) => name === "pricing-prod-ingest");
  const how = { ip: "145.132.99.7", session: "GitHubActions-19083355121", agent: CLI };
  pipelineRun(
    story,
    "feature",
    "2026-10-20T09:14:30Z",
    (caller, at) => {
      const built = { ...fn, build: "tariffs" };
      story.add(
        "feature/code",
        at,
        caller(at),
        lambda.updateFunctionCode(built, at, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true }),
      );
    },
    how,
  );
  for (let day = 0; day < 16; day += 1) {
    const at = toMs("2026-10-05T12:00:10Z") + day * DAY;
    const runtime = story.startRun(`pricing-${day}`, at, fn);
    story.add(`pricing-${day}/secret`, at + 2000, runtime(at + 2000), getSecretValue(secretArn(ACCOUNT, HOME, "pricing/database")));
    if (day === 15)
      story.add("feature/secret", at + 3000, runtime(at + 3000), getSecretValue(secretArn(ACCOUNT, HOME, "pricing/tariff-feed")));
  }
}

function deploy(story, label, time, random) {
  const how = {
    ip: `${random.pick(RUNNERS)}.${random.int(256)}.${1 + random.int(254)}`,
    session: `GitHubActions-${19_000_000_000 + random.int(99_999_999)}`,
    agent: CLI,
  };
  const first = random.int(12);
  const run = (caller, at) => {
    for (let i = 0; i < 2; i += 1) {
      const fn = { ...story.site.functions[(first + i) % 12], build: random.hex(8) };
      const start = at + i * 11_000;
      story.add(
        `${label}/code-${i}`,
        start,
        caller(start),
        lambda.updateFunctionCode(fn, start, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true }),
      );
      if (i === 0)
        story.add(
          `${label}/settings`,
          start + 5000,
          caller(start),
          lambda.updateFunctionConfiguration(fn, start, {
            role: fn.role,
            runtime: fn.runtime,
            timeout: fn.timeout,
            memorySize: fn.memory,
            environment: {},
          }),
        );
    }
  };
  pipelineRun(story, label, time, run, how);
}
