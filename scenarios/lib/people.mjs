/** Callers that several stories share: staff at a terminal or in the console, and thieves abroad. */
import { consolePerson, terminalPerson, user } from "../../bench/cloudtrail/callers.mjs";
import { attachRolePolicy, createRole, ADMINISTRATOR, trustService } from "../../bench/cloudtrail/shapes/iam.mjs";
import { ACCOUNT } from "./company.mjs";
import { toMs } from "./story.mjs";

/** The administrator, in the console at the office. */
export const administrator = (story, time) => consolePerson(story.site, story.site.people[0], toMs(time));

/** A developer at the office, with the AWS CLI. */
export const developer = (story, time, command) => terminalPerson(story.site, story.site.people[2], toMs(time), command);

/** A stolen key of an IAM user, used from the thief's network. */
export const thiefAs = (
  story,
  name,
  ip,
  agent = "Boto3/1.34.46 md/Botocore#1.34.46 ua/2.0 os/linux#6.5.0-kali3-amd64 lang/python#3.11.8",
) => user(story.site, name, { ip, agent });

/** An administrator role for a data migration, made openly and long before the story. */
export function makeAdminRole(story, roleName, time, caller) {
  const ms = toMs(time);
  story.add(`${roleName}/made`, ms, caller(ms), createRole(ACCOUNT, roleName, trustService("lambda.amazonaws.com"), ms));
  story.add(`${roleName}/admin`, ms + 21_000, caller(ms + 21_000), attachRolePolicy(roleName, ADMINISTRATOR));
}
