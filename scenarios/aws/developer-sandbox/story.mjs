/**
 * A developer tries Lambda for the first time, in a sandbox account without any history: in the console, which makes
 * the role, with a test run, and with a public URL to show it around.
 */
import { consolePerson } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createFunctionUrl, openFunctionUrl, plainCall } from "../../lib/calls.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-19T08:00:00Z", to: "2026-10-20T08:00:00Z", ordinary: 1800, functions: 12 };

const ROLE = "hello-menu-role-k2x9v1qz";
const FUNCTION = makeFunction("hello-menu", ROLE, { rolePath: "/service-role/", runtime: "nodejs22.x", ip: "63.32.201.14" });
const BASIC = `arn:aws:iam::${ACCOUNT}:policy/service-role/AWSLambdaBasicExecutionRole-1f9c44d2-6a6e-4b47-9d55-2f0f6ad1b9c3`;

const at = (clock) => `2026-10-19T${clock}Z`;

export default function tell(story) {
  const person = (time) => consolePerson(story.site, story.site.people[2], toMs(time));
  const ofLambda = iam.trustService("lambda.amazonaws.com");
  const logs = iam.allow({ actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], resources: "*" });
  story.validateRole("validate", at("09:41:09"), FUNCTION);
  tellSteps(story, person, [
    ["look", at("09:38:30"), lambda.listFunctions()],
    ["role", at("09:41:01"), iam.createRole(ACCOUNT, ROLE, ofLambda, toMs(at("09:41:01")), { path: "/service-role/" })],
    [
      "policy",
      at("09:41:02"),
      plainCall(
        "iam",
        "CreatePolicy",
        { policyName: BASIC.split("/").at(-1), path: "/service-role/", policyDocument: logs },
        { global: true },
      ),
    ],
    ["basic", at("09:41:03"), iam.attachRolePolicy(ROLE, BASIC)],
    ["create", at("09:41:10"), lambda.createFunction(FUNCTION, toMs(at("09:41:10")))],
    ["code-1", at("09:52:44"), lambda.updateFunctionCode({ ...FUNCTION, build: "2" }, toMs(at("09:52:44")))],
    ["code-2", at("10:07:12"), lambda.updateFunctionCode({ ...FUNCTION, build: "3" }, toMs(at("10:07:12")))],
    ["url", at("10:20:33"), createFunctionUrl(FUNCTION, "NONE")],
    ["open", at("10:20:34"), openFunctionUrl(FUNCTION)],
    ["open-too", at("10:20:35"), openFunctionUrl(FUNCTION, "lambda:InvokeFunction")],
  ]);
  for (const [i, clock] of ["09:53:20", "10:08:01", "10:21:40", "14:02:11"].entries()) {
    const table = plainCall("dynamodb", "DescribeTable", { tableName: "menu" }, { readOnly: true });
    runOnce(story, FUNCTION, `try-${i}`, at(clock), [["table", table]]);
  }
}
