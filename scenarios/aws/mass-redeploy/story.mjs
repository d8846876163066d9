/**
 * Runtimes are at their end: the pipeline moves sixty functions to newer ones in three minutes,
 * each with new code. Then they run as before.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1700, functions: 64 };

const NEXT = {
  "python3.12": "python3.14",
  "python3.13": "python3.14",
  "nodejs20.x": "nodejs24.x",
  "nodejs22.x": "nodejs24.x",
  java21: "java25",
};

export default function tell(story) {
  fullHistory(story, span);
  const functions = story.site.functions.slice(0, 60).map((fn) => ({ ...fn, runtime: NEXT[fn.runtime], build: "runtime-bump" }));
  pipelineRun(story, "bump", "2026-10-20T13:00:04Z", (caller, at) => {
    for (const [i, fn] of functions.entries()) {
      const start = at + i * 3000;
      story.add(`bump-${i}/settings`, start, caller(start), lambda.updateFunctionConfiguration(fn, start, { runtime: fn.runtime }));
      story.add(
        `bump-${i}/code`,
        start + 1000,
        caller(start),
        lambda.updateFunctionCode(fn, start, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true }),
      );
    }
  });
  for (const [i, fn] of functions.slice(20, 40).entries()) {
    const at = Date.parse("2026-10-20T13:20:00Z") + i * 47_000;
    const runtime = story.startRun(`after-${i}`, at, fn);
    story.add(`after-${i}/settings`, at + 1000, runtime(at + 1000), getParameter(ACCOUNT, HOME, `/${fn.name}/settings`));
  }
}
