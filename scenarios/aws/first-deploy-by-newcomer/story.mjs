/**
 * A colleague who never deployed anything makes a first function with a role that older functions have long run as, and changes
 * one of those; both read a secret that none had read before. It looks like a stranger's doing and is a first week at work.
 * After https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html.
 */
import { user } from "../../../bench/cloudtrail/callers.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter, getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { regularRuns, runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 600, functions: 18 };

const ROLE = "shared-functions-role";
const OLDER = makeFunction("newsletter-sender", ROLE, { ip: "52.19.8.61" });
const FIRST = makeFunction("newsletter-preview", ROLE, { ip: "52.19.8.62" });
const secret = (name) => getSecretValue(secretArn(ACCOUNT, HOME, name));
const acts = () => [["settings", getParameter(ACCOUNT, HOME, "/newsletter/settings")]];

export default function tell(story) {
  fullHistory(story, span);
  regularRuns(story, OLDER, { label: "usual", first: "2026-10-05T05:30:00Z", times: 15, acts });

  const better = { ...OLDER, build: "better" };
  tellSteps(story, user(story.site, "noor"), [
    ["create", "2026-10-20T13:02:11Z", lambda.createFunction(FIRST, toMs("2026-10-20T13:02:11Z"))],
    ["try", "2026-10-20T13:03:40Z", lambda.invoke(FIRST)],
    ["read", "2026-10-20T14:10:02Z", lambda.getFunction(OLDER)],
    ["change", "2026-10-20T14:31:19Z", lambda.updateFunctionCode(better, toMs("2026-10-20T14:31:19Z"))],
    ["run", "2026-10-20T14:32:00Z", lambda.invoke(OLDER)],
  ]);
  runOnce(story, FIRST, "first", "2026-10-20T13:03:42Z", [["mail-key", secret("newsletter/mail-provider")]]);
  runOnce(story, better, "better", "2026-10-20T14:32:02Z", [["mail-key", secret("newsletter/mail-provider")]]);
}
