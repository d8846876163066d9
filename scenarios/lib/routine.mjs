/** What a function of the story did before it mattered: its runs and the pipeline's deploys of it. */
import * as lambda from "../../bench/cloudtrail/shapes/lambda.mjs";
import { createLogStream } from "../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT } from "./company.mjs";
import { pipelineRun } from "./history.mjs";
import { toMs } from "./story.mjs";

const DAY = 86_400_000;

/**
 * Runs at regular times: `acts(i, at)` lists `[label, call, region?]`, a second apart from two seconds
 * after the start.
 * @param {{label: string, first: string, times: number, everyDays?: number, acts: (i: number, at: number) => readonly (readonly unknown[])[], session?: object}} how
 */
export function regularRuns(story, fn, how) {
  for (let i = 0; i < how.times; i += 1) {
    const at = toMs(how.first) + i * (how.everyDays ?? 1) * DAY;
    runOnce(story, fn, `${how.label}-${i}`, at, how.acts(i, at), how.session);
  }
}

/** One run: cold start, log stream, then the acts, a second apart. */
export function runOnce(story, fn, label, time, acts, session = {}) {
  const at = toMs(time);
  const runtime = story.startRun(`${label}/start`, at, fn, session);
  const stream = createLogStream(`/aws/lambda/${fn.name}`, `2026/10/01/[$LATEST]${label.replaceAll(/\W/g, "")}`);
  story.add(`${label}/log-stream`, at + 1000, runtime(at + 1000), stream, fn.region);
  for (const [i, [name, call, region]] of acts.entries()) {
    const ms = at + 2000 + i * 1000;
    story.add(`${label}/${name}`, ms, runtime(ms), call, region ?? fn.region);
  }
}

/** The pipeline replaces the code of one function at the given times. */
export function usualDeploys(story, fn, label, times, how = {}) {
  for (const [i, time] of times.entries()) {
    pipelineRun(story, `${label}-${i}`, time, (caller, at) => {
      const built = { ...fn, build: `${label}-${i}` };
      const code = lambda.updateFunctionCode(built, at, { bucket: `deploy-artifacts-${ACCOUNT}`, publish: true });
      story.add(`${label}-${i}/code`, at, caller(at), code, fn.region);
      const settings = { timeout: 30, memorySize: 256, environment: {}, ...how.settings?.(i) };
      const configured = { ...built, ...(settings.layers === undefined ? {} : { layers: settings.layers }) };
      story.add(
        `${label}-${i}/settings`,
        at + 4000,
        caller(at + 4000),
        lambda.updateFunctionConfiguration(configured, at, settings),
        fn.region,
      );
    });
  }
}
