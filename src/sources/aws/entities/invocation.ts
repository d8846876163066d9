import type { Entities } from "../../../facts/fact.ts";
import { textAt } from "../../fields.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf } from "./function-of-call.ts";

/*
 * Runs of a function, logged only as data events; payloads never are:
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */

export const invocationEntities = extractors({ invocation });

function invocation(call: Call): Entities {
  return {
    ...automationOf(functionOf(call)),
    detail: detail({ invocationType: textAt(call.request, "invocationType"), sourceArn: textAt(call.request, "sourceArn") }),
  };
}
