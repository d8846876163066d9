/**
 * The pipeline adds a monitoring vendor's extension, published by the vendor's account, to six functions; they go on
 * reading what they always read. After https://docs.datadoghq.com/serverless/aws_lambda/installation/
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter, getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { regularRuns } from "../../lib/routine.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const LAYERS = [
  `arn:aws:lambda:${HOME}:464622532012:layer:Datadog-Extension:87`,
  `arn:aws:lambda:${HOME}:464622532012:layer:Datadog-Python312:115`,
];

export default function tell(story) {
  fullHistory(story, span);
  const chosen = story.site.functions.slice(0, 6);
  pipelineRun(story, "extension", "2026-10-19T09:15:00Z", (caller, at) => {
    for (const [i, fn] of chosen.entries()) {
      const ms = at + i * 4000;
      const configured = lambda.updateFunctionConfiguration({ ...fn, layers: LAYERS }, ms, {
        layers: LAYERS,
        handler: "datadog_lambda.handler.handler",
        environment: {},
      });
      story.add(`extension/${i}`, ms, caller(ms), configured);
    }
  });
  for (const [i, fn] of chosen.slice(0, 3).entries()) {
    const acts = (run) => [
      ["settings", getParameter(ACCOUNT, HOME, `/${fn.name}/settings`)],
      // Since the change the extension reads the vendor's key, too.
      ...(run >= 15 ? [["vendor-key", getSecretValue(secretArn(ACCOUNT, HOME, "datadog/api-key"))]] : []),
    ];
    regularRuns(story, fn, { label: `run-${i}`, first: `2026-10-04T1${i}:20:00Z`, times: 18, acts });
  }
}
