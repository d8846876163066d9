/**
 * A developer's laptop is taken over. From the office network, as the developer always does, a
 * layer of a foreign account is added to the function that onboards partners; its code then runs
 * inside the function and grants what the function never granted. Retells the layer path of
 * https://cloud.hacktricks.wiki (AWS Lambda privilege escalation, persistence by layers).
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { developer } from "../../lib/people.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2000, functions: 18 };

const PARTNER_POLICY = `arn:aws:iam::${ACCOUNT}:policy/partner-upload`;
const OWN_LAYER = `arn:aws:lambda:${HOME}:${ACCOUNT}:layer:shared-logging:12`;
const FOREIGN_LAYER = "arn:aws:lambda:eu-west-1:444455556666:layer:otel-helpers:3";
const FUNCTION = makeFunction("partner-onboarding", "partner-onboarding-role", {
  runtime: "python3.13",
  timeout: 60,
  memory: 256,
  layers: [OWN_LAYER],
  ip: "34.240.201.8",
});

export default function tell(story) {
  fullHistory(story, span);
  usualSettings(story);
  usualOnboarding(story);

  const armed = { ...FUNCTION, layers: [OWN_LAYER, FOREIGN_LAYER] };
  const at = "2026-10-21T12:26:10Z";
  story.add("read", "2026-10-21T12:24:37Z", developer(story, at, "lambda.get-function"), lambda.getFunction(FUNCTION));
  story.add(
    "layer",
    at,
    developer(story, at, "lambda.update-function-configuration"),
    lambda.updateFunctionConfiguration(armed, toMs(at), { layers: armed.layers, environment: {} }),
  );

  const runtime = story.startRun("assume", "2026-10-21T13:05:00Z", FUNCTION);
  story.add(
    "settings",
    "2026-10-21T13:05:01Z",
    runtime("2026-10-21T13:05:01Z"),
    getParameter(ACCOUNT, HOME, "/partner-onboarding/settings"),
  );
  story.add("attach", "2026-10-21T13:05:03Z", runtime("2026-10-21T13:05:03Z"), iam.attachUserPolicy("svc-inventory", iam.ADMINISTRATOR));
}

/** Developers maintain this function themselves: settings on most working days. */
function usualSettings(story) {
  for (const [i, day] of ["01", "05", "07", "09", "12", "14", "16", "19"].entries()) {
    const at = `2026-10-${day}T1${i % 4}:1${i % 5}:20Z`;
    const changes = { memorySize: 192 + 64 * (i % 3), layers: [OWN_LAYER], environment: {} };
    story.add(
      `usual-${i}`,
      at,
      developer(story, at, "lambda.update-function-configuration"),
      lambda.updateFunctionConfiguration({ ...FUNCTION, memory: changes.memorySize }, toMs(at), changes),
    );
  }
}

/** Twice a week it lets a partner upload. */
function usualOnboarding(story) {
  for (let i = 0; i < 6; i += 1) {
    const at = toMs("2026-10-02T13:05:00Z") + i * 3 * 86_400_000;
    const runtime = story.startRun(`partner-${i}`, at, FUNCTION);
    story.add(`partner-${i}/settings`, at + 1000, runtime(at + 1000), getParameter(ACCOUNT, HOME, "/partner-onboarding/settings"));
    story.add(
      `partner-${i}/attach`,
      at + 3000,
      runtime(at + 3000),
      iam.attachUserPolicy(`partner-${["alder", "birch", "cedar", "elm", "hazel", "larch"][i]}`, PARTNER_POLICY),
    );
  }
}
