/**
 * The pipeline publishes a version of each of four functions on many days; CodeDeploy shifts their alias to it, a
 * tenth of the traffic first, and once takes a version back. After
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
import { roleSession } from "../../../bench/cloudtrail/identities.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { updateAlias } from "../../lib/calls.mjs";
import { ACCOUNT, HOME } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { regularRuns } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

export default function tell(story) {
  fullHistory(story, span);
  const chosen = story.site.functions.slice(0, 4);
  for (const [i, day] of ["05", "07", "09", "13", "15", "19", "21"].entries())
    shift(story, i, chosen[i % 4], toMs(`2026-10-${day}T12:40:00Z`));
  for (const [i, fn] of chosen.entries()) {
    const acts = () => [["settings", getParameter(ACCOUNT, HOME, `/${fn.name}/settings`)]];
    regularRuns(story, fn, { label: `run-${i}`, first: `2026-10-04T1${i}:45:00Z`, times: 18, acts });
  }
}

function shift(story, i, fn, start) {
  const version = 40 + i;
  pipelineRun(story, `release-${i}`, start, (caller, at) => {
    const built = { ...fn, build: `release-${i}` };
    story.add(`release-${i}/code`, at, caller(at), lambda.updateFunctionCode(built, at, { bucket: `deploy-artifacts-${ACCOUNT}` }));
    story.add(`release-${i}/version`, at + 4000, caller(at), lambda.publishVersion(built, at + 4000, String(version)));
  });
  const identity = roleSession({
    account: ACCOUNT,
    role: "codedeploy-lambda-role",
    session: "codedeploy",
    ms: start,
    startMs: start + 60_000,
    invokedBy: "codedeploy.amazonaws.com",
  });
  const caller = { identity, ip: "codedeploy.amazonaws.com", agent: "codedeploy.amazonaws.com", account: ACCOUNT };
  const alias = (label, after, to, weights) =>
    story.add(`release-${i}/${label}`, start + after, caller, updateAlias(fn, "live", String(to), weights));
  alias("tenth", 90_000, version - 1, { [version]: 0.1 });
  if (i === 3) alias("back", 400_000, version - 1, {});
  else alias("whole", 400_000, version, {});
}
