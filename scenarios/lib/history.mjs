/**
 * What the company did before and around a story: the pipeline's deploys, applications reading
 * their secrets, an administrator's ordinary chores. Gives deployers and functions a past.
 */
import { consolePerson, functionRuntime, pipelineSession, service, taskRole } from "../../bench/cloudtrail/callers.mjs";
import { backgroundRecord } from "../../bench/cloudtrail/background.mjs";
import { webIdentity } from "../../bench/cloudtrail/identities.mjs";
import { makeRandom } from "../../bench/cloudtrail/random.mjs";
import { allow, addUserToGroup, listUsers, putRolePolicy } from "../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../bench/cloudtrail/shapes/lambda.mjs";
import { assumeRoleWithWebIdentity, getParameter, getSecretValue, secretArn } from "../../bench/cloudtrail/shapes/others.mjs";
import { toMs } from "./story.mjs";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One run of the deploy pipeline: it signs in with its OIDC token, then `deploy(caller, at)` adds steps. */
export function pipelineRun(story, label, time, deploy, how = {}) {
  const { site } = story;
  const startMs = toMs(time);
  const subject = `repo:${site.pipeline.repo}:ref:refs/heads/main`;
  const caller = (at) => pipelineSession(site, toMs(at), { startMs, ...how });
  const { identity, ip, agent } = caller(startMs);
  const before = { identity: webIdentity(site.pipeline.provider, subject), ip, agent, account: site.account };
  story.add(
    `${label}/sign-in`,
    startMs,
    before,
    assumeRoleWithWebIdentity({
      account: site.account,
      role: how.role ?? site.pipeline.role,
      session: how.session ?? "GitHubActions",
      keyId: identity.accessKeyId,
      ms: startMs,
      subject,
      provider: site.pipeline.provider,
    }),
  );
  deploy(caller, startMs + 40_000);
}

/** Code, and each second day settings, of a few functions on every working day. */
export function deployHistory(story, { from, to, skip = [] }) {
  const { site } = story;
  const random = makeRandom(`${story.name}/deploys`);
  const functions = site.functions.filter((fn) => !skip.includes(fn.name));
  for (const [i, day] of workingDays(from, to).entries()) {
    const start = day + 9 * 60 * MINUTE + random.int(5 * 60) * MINUTE + random.int(60) * 1000;
    pipelineRun(story, `deploy-${i}`, start, (caller, at) => {
      const chosen = [functions[(2 * i) % functions.length], functions[(2 * i + 1) % functions.length]];
      for (const [j, fn] of chosen.entries())
        deployOne(story, `deploy-${i}-${j}`, caller, at + j * 9000, { ...fn, build: random.hex(8) }, i % 2 === j);
    });
  }
}

function deployOne(story, label, caller, at, fn, withSettings) {
  const bucket = `deploy-artifacts-${fn.account}`;
  story.add(`${label}/read`, at, caller(at), lambda.getFunction(fn));
  story.add(`${label}/code`, at + 2000, caller(at), lambda.updateFunctionCode(fn, at, { bucket, publish: true }));
  if (withSettings)
    story.add(
      `${label}/settings`,
      at + 5000,
      caller(at),
      lambda.updateFunctionConfiguration(fn, at, {
        role: fn.role,
        handler: "index.handler",
        timeout: fn.timeout,
        memorySize: fn.memory,
        runtime: fn.runtime,
        environment: {},
      }),
    );
}

/** Applications and functions reading what is theirs, day by day. */
export function secretHistory(story, { from, to }) {
  const { site } = story;
  for (let day = toMs(from), i = 0; day < toMs(to); day += DAY, i += 1) {
    const task = site.tasks[i % site.tasks.length];
    const at = day + 3 * 60 * MINUTE + (i % 7) * MINUTE;
    story.add(
      `secret-${i}`,
      at,
      taskRole(site, task, at),
      getSecretValue(secretArn(site.account, site.home, `${task.role.replace("-task-role", "")}/database`)),
    );
    const fn = site.functions[i % site.functions.length];
    story.add(`parameter-${i}`, at + MINUTE, functionRuntime(site, fn, at), getParameter(site.account, site.home, `/${fn.name}/settings`));
  }
}

/** Where the trail records data events, every ordinary run shows too. */
export function invokeHistory(story, { from, to }) {
  const { site } = story;
  const random = makeRandom(`${story.name}/invokes`);
  for (let i = 0; i < 160; i += 1) {
    const at = toMs(from) + random.int(toMs(to) - toMs(from));
    story.add(
      `invoke-${i}`,
      at,
      service(site, random.pick(["events.amazonaws.com", "apigateway.amazonaws.com"])),
      lambda.invoke(random.pick(site.functions)),
    );
  }
}

/** Rights of application roles and groups, kept by an administrator in the console. */
export function choreHistory(story, { from, to }) {
  const { site } = story;
  const admin = site.people[0];
  for (const [i, day] of workingDays(from, to).entries()) {
    if (i % 4 !== 1) continue;
    const at = day + (10 * 60 + 17 + i) * MINUTE;
    const caller = consolePerson(site, admin, at);
    story.add(`chore-${i}/list`, at, caller, listUsers());
    if (i % 8 === 1) story.add(`chore-${i}/group`, at + 2 * MINUTE, caller, addUserToGroup("support", "svc-monitoring"));
    else
      story.add(
        `chore-${i}/rights`,
        at + 2 * MINUTE,
        caller,
        putRolePolicy(
          "search-task-role",
          "read-index",
          allow({ actions: "s3:GetObject", resources: `arn:aws:s3:::${site.buckets[3]}/index/*` }),
        ),
      );
  }
}

/** The whole ordinary past of a scenario. */
export function fullHistory(story, span) {
  deployHistory(story, span);
  secretHistory(story, span);
  choreHistory(story, span);
}

/** Records that mean nothing, spread over the span; people and plans only in working hours. */
export function ordinaryRecords(story, { from, to, ordinary }) {
  const random = makeRandom(`${story.name}/ordinary`);
  const records = [];
  const start = toMs(from);
  while (records.length < ordinary) {
    const ms = start + random.int(toMs(to) - start);
    const record = backgroundRecord(story.site, random, ms, { runAs: 0.12 });
    if (isWorkingHour(ms) || !worksByDay(record)) records.push(record);
  }
  return records;
}

function worksByDay(record) {
  return record.sessionCredentialFromConsole === "true" || record.userIdentity.arn?.includes("/github-deploy/") === true;
}

function isWorkingHour(ms) {
  const at = new Date(ms);
  return at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 7 && at.getUTCHours() < 18;
}

function workingDays(from, to) {
  const days = [];
  for (let day = Math.floor(toMs(from) / DAY) * DAY; day < toMs(to); day += DAY) if (new Date(day).getUTCDay() % 6 !== 0) days.push(day);
  return days;
}
