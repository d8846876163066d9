/**
 * A poisoned build step carries the pipeline's session out of the runner. From elsewhere the
 * pipeline's own role gives an existing function an administrator role, replaces its code, waits
 * for its schedule, and puts things back. Builds on https://pathfinding.cloud/paths/lambda-003;
 * the deployer is the one that always deploys.
 */
import { pipelineSession } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createLogStream, getParameter, getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME } from "../../lib/company.mjs";
import { deployHistory, choreHistory, pipelineRun, secretHistory } from "../../lib/history.mjs";
import { administrator, makeAdminRole } from "../../lib/people.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2000, functions: 18 };

const ADMIN_ROLE = "platform-admin";
const AGENT =
  "aws-cli/2.17.9 md/awscrt#0.20.11 ua/2.0 os/linux#6.1.0-23-amd64 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard md/command#lambda";

export default function tell(story) {
  deployHistory(story, span);
  secretHistory(story, span);
  choreHistory(story, span);
  makeAdminRole(story, ADMIN_ROLE, "2026-10-06T14:20:10Z", (ms) => administrator(story, ms));

  const fn = story.site.functions.find(({ name }) => name === "ledger-prod-ingest");
  usualRuns(story, fn);
  usualDeploys(story, fn);
  attack(story, fn);
}

/** Each night it reads its own settings and its own secret. */
function usualRuns(story, fn) {
  for (let day = 0; day < 17; day += 1) {
    const at = toMs("2026-10-04T03:30:00Z") + day * 86_400_000;
    const runtime = story.startRun(`night-${day}`, at, fn);
    story.add(`night-${day}/settings`, at + 2000, runtime(at + 2000), getParameter(ACCOUNT, HOME, `/${fn.name}/settings`));
    story.add(`night-${day}/secret`, at + 3000, runtime(at + 3000), getSecretValue(secretArn(ACCOUNT, HOME, "ledger/database")));
  }
}

function usualDeploys(story, fn) {
  for (const [i, day] of ["2026-10-06", "2026-10-13", "2026-10-20"].entries()) {
    pipelineRun(story, `ledger-${i}`, `${day}T11:02:15Z`, (caller, at) => {
      const built = { ...fn, build: `ledger-${i}` };
      story.add(
        `ledger-${i}/code`,
        at,
        caller(at),
        lambda.updateFunctionCode(built, at, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true }),
      );
      story.add(
        `ledger-${i}/settings`,
        at + 4000,
        caller(at),
        lambda.updateFunctionConfiguration(built, at, { role: fn.role, timeout: 30, memorySize: 256, environment: {} }),
      );
    });
  }
}

/** A clock time of the day of the attack. */
function onTheDay(time) {
  return toMs(`2026-10-21T${time}Z`);
}

function attack(story, fn) {
  const startMs = toMs("2026-10-21T03:01:20Z");
  pipelineRun(story, "poisoned-build", startMs, () => {});
  const stolen = (time) => pipelineSession(story.site, toMs(time), { startMs, ip: "192.0.2.77", agent: AGENT });
  const step = (label, time, call) => story.add(label, time, stolen(time), call);
  const armed = { ...fn, role: `arn:aws:iam::${ACCOUNT}:role/${ADMIN_ROLE}`, roleName: ADMIN_ROLE, build: "armed" };

  step("look", "2026-10-21T03:09:04Z", lambda.listFunctions());
  step(
    "role",
    "2026-10-21T03:14:40Z",
    lambda.updateFunctionConfiguration({ ...armed, build: "ledger-2" }, onTheDay("03:14:40"), { role: armed.role }),
  );
  step("code", "2026-10-21T03:16:12Z", lambda.updateFunctionCode(armed, onTheDay("03:16:12")));

  const runtime = story.startRun("night-17", "2026-10-21T03:30:00Z", armed);
  const act = (label, time, call) => story.add(label, onTheDay(time), runtime(onTheDay(time)), call);
  act("log-stream", "03:30:01", createLogStream(`/aws/lambda/${fn.name}`, "2026/10/21/[$LATEST]5e6f7a8b9c0d41e2f3a4b5c6d7e8f901"));
  act("secret-payments", "03:30:02", getSecretValue(secretArn(ACCOUNT, HOME, "payments/processor")));
  act("secret-warehouse", "03:30:02", getSecretValue(secretArn(ACCOUNT, HOME, "warehouse/root")));
  act("key", "03:30:04", iam.createAccessKey(ACCOUNT, "svc-backup", onTheDay("03:30:04"), "second"));

  step(
    "role-back",
    "2026-10-21T03:41:55Z",
    lambda.updateFunctionConfiguration({ ...fn, build: "armed" }, onTheDay("03:41:55"), { role: fn.role }),
  );
  step(
    "code-back",
    "2026-10-21T03:43:20Z",
    lambda.updateFunctionCode({ ...fn, build: "ledger-2" }, onTheDay("03:43:20"), { bucket: `deploy-artifacts-${ACCOUNT}` }),
  );
}
