/**
 * A leaked key publishes a new version of the company's own layer. The pipeline, which always takes the newest,
 * carries it into an onboarding function in its regular deploy; the function then makes a key. Builds on
 * https://cloud.hacktricks.wiki/en/pentesting-cloud/aws-security/aws-persistence/aws-lambda-persistence/aws-lambda-layers-persistence.html
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { pipelineSession } from "../../../bench/cloudtrail/callers.mjs";
import { publishLayer } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { regularRuns, runOnce, usualDeploys } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const LAYER = "common-utils";
const FUNCTION = makeFunction("supplier-directory", "supplier-directory-role", { runtime: "python3.12", ip: "18.200.133.20" });
const layerArn = (version) => `arn:aws:lambda:${HOME}:${ACCOUNT}:layer:${LAYER}:${version}`;

/** What it does in every run. */
const acts = () => [["settings", getParameter(ACCOUNT, HOME, "/supplier-directory/settings")]];

export default function tell(story) {
  fullHistory(story, span);
  const times = ["2026-10-05T12:31:00Z", "2026-10-08T10:12:00Z", "2026-10-13T14:54:00Z", "2026-10-20T09:20:00Z"];
  for (const [i, time] of times.slice(0, 3).entries()) {
    const at = toMs(time) - 600_000;
    story.add(`layer-${i}`, at, pipelineSession(story.site, at), publishLayer(ACCOUNT, HOME, LAYER, 10 + i, at));
  }
  usualDeploys(story, FUNCTION, "supplier", times, { settings: (i) => ({ layers: [layerArn(10 + i)] }) });
  regularRuns(story, FUNCTION, { label: "usual", first: "2026-10-03T16:05:00Z", times: 17, acts });

  const poisoned = toMs("2026-10-19T22:47:31Z");
  story.add("poison", poisoned, thiefAs(story, "svc-backup", "192.0.2.62"), publishLayer(ACCOUNT, HOME, LAYER, 13, poisoned));
  const at = "2026-10-20T16:05:00Z";
  runOnce(story, FUNCTION, "usual-17", at, [
    ["settings", getParameter(ACCOUNT, HOME, "/supplier-directory/settings")],
    ["key", iam.createAccessKey(ACCOUNT, "svc-monitoring", toMs(at) + 3000, "second")],
  ]);
}
