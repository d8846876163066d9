/**
 * A leaked key replaces the code of a transcoding function, gives it all the memory and time there is, and the
 * function starts miners: tasks and large machines. Builds on the Lambda miner of
 * https://www.cadosecurity.com/blog/cado-discovers-denonia-the-first-malware-specifically-targeting-lambda,
 * whose deployment is not known.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { plainCall, putFunctionConcurrency, registerTask, runInstances, runTask } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { regularRuns, runOnce, usualDeploys } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const FUNCTION = makeFunction("media-transcode-dispatch", "media-transcode-dispatch-role", { runtime: "nodejs22.x", ip: "3.248.201.66" });

/** What it does in every run. */
const acts = () => [
  ["settings", getParameter(ACCOUNT, HOME, "/media-transcode/settings")],
  ["clusters", plainCall("ecs", "DescribeClusters", { clusters: ["media"] }, { readOnly: true })],
];

export default function tell(story) {
  fullHistory(story, span);
  usualDeploys(story, FUNCTION, "transcode", [
    "2026-10-05T13:20:00Z",
    "2026-10-09T09:05:00Z",
    "2026-10-14T15:41:00Z",
    "2026-10-19T11:11:00Z",
  ]);
  regularRuns(story, FUNCTION, { label: "usual", first: "2026-10-03T05:40:00Z", times: 18, acts });

  const armed = { ...FUNCTION, build: "armed", timeout: 900, memory: 10240 };
  tellSteps(story, thiefAs(story, "svc-backup", "192.0.2.83"), [
    ["functions", "2026-10-21T00:51:30Z", lambda.listFunctions()],
    ["code", "2026-10-21T00:58:02Z", lambda.updateFunctionCode(armed, toMs("2026-10-21T00:58:02Z"))],
    [
      "settings",
      "2026-10-21T00:58:40Z",
      lambda.updateFunctionConfiguration(armed, toMs("2026-10-21T00:58:40Z"), { timeout: 900, memorySize: 10240, environment: {} }),
    ],
    ["concurrency", "2026-10-21T00:59:10Z", putFunctionConcurrency(FUNCTION, 900)],
  ]);
  runOnce(story, armed, "mine", "2026-10-21T01:10:00Z", [
    ["task", registerTask("media-worker-2", "docker.io/xmrlab/worker:latest")],
    ["run-task", runTask("media", "media-worker-2:1", 10)],
    ["machines", runInstances("p4d.24xlarge", 3, "miner")],
  ]);
}
