/**
 * The records that stage rules look at, as an ordinary account makes them: deploys by the
 * pipeline, secrets read by their applications, rights of application roles maintained as code.
 */
import { functionRuntime, pipelineSession, taskRole } from "./callers.mjs";
import { makeRecord } from "./record.mjs";
import { allow, putRolePolicy } from "./shapes/iam.mjs";
import * as lambda from "./shapes/lambda.mjs";
import { getParameter, getSecretValue, putRule, putTargets, ruleArn, secretArn } from "./shapes/others.mjs";

const CHANGES = [
  { weight: 24, make: deployCode },
  {
    weight: 12,
    make: (site, r, ms) =>
      byPipeline(
        site,
        ms,
        lambda.updateFunctionConfiguration(r.pick(site.functions), ms, { timeout: 30, memorySize: 256, environment: {} }),
      ),
  },
  { weight: 8, make: (site, r, ms) => byPipeline(site, ms, lambda.publishVersion(r.pick(site.functions), ms, String(1 + r.int(80)))) },
  { weight: 24, make: readSecret },
  { weight: 18, make: readParameter },
  { weight: 4, make: bindRule },
  { weight: 3, make: allowRule },
  { weight: 4, make: appRights },
];

export function changeRecord(site, random, ms) {
  const { caller, call } = random.weighted(CHANGES).make(site, random, ms);
  return makeRecord(caller, call, { ms, region: site.home, eventId: random.uuid(), requestId: random.uuid() });
}

function byPipeline(site, ms, call) {
  return { caller: pipelineSession(site, ms), call };
}

function deployCode(site, random, ms) {
  const fn = { ...random.pick(site.functions), build: random.hex(8) };
  return byPipeline(
    site,
    ms,
    lambda.updateFunctionCode(fn, ms, { bucket: `deploy-artifacts-${site.account}`, publish: random.chance(0.5) }),
  );
}

function readSecret(site, random, ms) {
  const task = random.pick(site.tasks);
  return {
    caller: taskRole(site, task, ms),
    call: getSecretValue(secretArn(site.account, site.home, `${task.role.replace("-task-role", "")}/database`)),
  };
}

function readParameter(site, random, ms) {
  const fn = random.pick(site.functions);
  return { caller: functionRuntime(site, fn, ms), call: getParameter(site.account, site.home, `/${fn.name}/settings`) };
}

function bindRule(site, random, ms) {
  const fn = random.pick(site.functions);
  if (random.chance(0.5))
    return byPipeline(site, ms, putRule(site.account, site.home, `${fn.name}-nightly`, null, { scheduleExpression: "cron(15 2 * * ? *)" }));
  return byPipeline(site, ms, putTargets(`${fn.name}-nightly`, lambda.functionArn(fn)));
}

function allowRule(site, random, ms) {
  const fn = random.pick(site.functions);
  return byPipeline(
    site,
    ms,
    lambda.addPermission(fn, {
      principal: "events.amazonaws.com",
      sourceArn: ruleArn(site.account, site.home, `${fn.name}-nightly`),
      statementId: "AllowNightly",
    }),
  );
}

function appRights(site, random, ms) {
  const fn = random.pick(site.functions);
  const document = allow({
    actions: ["dynamodb:GetItem", "dynamodb:Query"],
    resources: `arn:aws:dynamodb:${site.home}:${site.account}:table/${random.pick(site.tables)}`,
  });
  return byPipeline(site, ms, putRolePolicy(fn.roleName, "table-access", document));
}
