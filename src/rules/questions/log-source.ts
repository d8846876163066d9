// Sigma leaves open which log a `logsource` means; here it is the log whose product and service have these names.
import type { LogSource } from "../model.ts";

/** Whether a rule is meant for a log. Ours are named by product and service, so a rule that asks for a category is not. */
export function isForLog(rule: LogSource, log: LogSource): boolean {
  if (rule.category !== undefined && rule.category !== log.category) return false;
  if (rule.product === undefined && rule.service === undefined) return rule.category !== undefined;
  return (rule.product ?? log.product) === log.product && (rule.service ?? log.service) === log.service;
}
