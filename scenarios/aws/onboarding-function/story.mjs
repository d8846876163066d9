/**
 * A function onboards new colleagues: a user, a password, groups, and for some an access key that it stores as a
 * secret. It predates the logs and is deployed again half-way.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { putSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { runOnce, usualDeploys } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const FUNCTION = makeFunction("people-onboarding", "people-onboarding-role", { runtime: "nodejs22.x", ip: "18.200.3.117" });
const NEWCOMERS = ["m.ito", "n.weber", "o.silva", "p.ndiaye", "q.larsen", "r.costa", "s.varga", "t.amsel", "u.field", "v.marsh"];

export default function tell(story) {
  fullHistory(story, span);
  usualDeploys(story, FUNCTION, "people", ["2026-10-14T13:30:00Z"]);
  for (const [i, name] of NEWCOMERS.entries()) welcome(story, i, name, toMs("2026-10-01T07:00:00Z") + i * 2.2 * 86_400_000);
}

function welcome(story, i, name, at) {
  const secret = secretArn(ACCOUNT, HOME, `people/${name}`);
  runOnce(story, FUNCTION, `welcome-${i}`, at, [
    ["user", iam.createUser(ACCOUNT, name, at + 2000)],
    ["login", iam.createLoginProfile(name, at + 3000)],
    ["group", iam.addUserToGroup("staff", name)],
    ["key", iam.createAccessKey(ACCOUNT, name, at + 5000)],
    ["stored", putSecretValue(secret, uuidFrom(`${name}/key`))],
  ]);
}
