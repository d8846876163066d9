/** The company of all scenarios: one account, its office, its deploy pipeline, its people. Invented. */
import { makeSite } from "../../bench/cloudtrail/site.mjs";

export const ACCOUNT = "111122223333";
export const HOME = "eu-west-1";

/** A self-hosted runner, so that the pipeline has one usual network. */
const PIPELINE = { role: "github-deploy", provider: "token.actions.githubusercontent.com", repo: "fernwood/platform", ip: "198.51.100.24" };

export function makeCompany(functions = 18) {
  return makeSite({
    account: ACCOUNT,
    home: HOME,
    people: 8,
    instances: 8,
    tasks: 6,
    functions,
    officeIp: "203.0.113.20",
    pipeline: PIPELINE,
  });
}

/** A function of the story, in the company's account. */
export function makeFunction(name, roleName, how = {}) {
  return {
    account: ACCOUNT,
    region: HOME,
    name,
    roleName,
    role: `arn:aws:iam::${how.account ?? ACCOUNT}:role${how.rolePath ?? "/"}${roleName}`,
    runtime: "python3.12",
    ip: "3.248.97.14",
    ...how,
  };
}
