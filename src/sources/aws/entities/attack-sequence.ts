import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { listAt, numberAt, objectAt, textAt } from "../../fields.ts";
import { functionRef, principalId } from "../arn.ts";
import type { FunctionRef, Home } from "../arn.ts";
import { detail } from "./extractor.ts";
import { automationOf } from "./function-of-call.ts";
import { automationAt } from "./workload-ref.ts";

/*
 * Attack sequences of GuardDuty's Extended Threat Detection: one finding over several signals of up to 24 hours, made by the same
 * credentials or against the same things. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html
 */

const SEQUENCE = ["service", "detection", "sequence"] as const;

export type SequenceActor = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "credentialId">;

export function isAttackSequence(record: LogRecord): boolean {
  return textAt(record, "type")?.startsWith("AttackSequence:") ?? false;
}

/** Who is said to have acted. Of several the first role: credentials of automations are those of roles. */
export function sequenceActor(record: LogRecord, home: Home): SequenceActor {
  const actors = listAt(record, ...SEQUENCE, "actors");
  const actor = actors.find((one) => textAt(one, "user", "type") === "AssumedRole") ?? actors[0];
  const user = objectAt(actor, "user");
  const isRole = textAt(user, "type") === "AssumedRole";
  const account = textAt(user, "account", "uid") ?? home.account;
  const actorId = principalId(isRole ? "role" : "user", textAt(user, "name"), { ...home, account });
  const session = (textAt(user, "uid") ?? "").split(":").slice(1).join(":");
  return {
    actorId,
    actorType: actorId === null ? "unknown" : isRole ? "role_session" : "user",
    sessionName: isRole && session !== "" ? session : null,
    credentialId: textAt(user, "credentialUid") ?? accessKeyIn(record),
  };
}

function accessKeyIn(record: LogRecord): string | null {
  const key = resourcesOf(record).find((resource) => textAt(resource, "resourceType") === "ACCESS_KEY");
  return /^A[KS]IA\w+$/.exec(textAt(key, "uid") ?? "")?.[0] ?? null;
}

/** The first function among what the sequence touched. */
export function sequenceFunction(record: LogRecord, home: Home): FunctionRef | null {
  const arns = resourcesOf(record).flatMap((resource) => textAt(resource, "uid") ?? []);
  return functionRef(arns.find((arn) => /^arn:[^:]*:lambda:[^:]*:[^:]*:function:/.test(arn)) ?? null, home);
}

/** What the sequence says, once for whoever acted and once for each container task that it happened in. */
export function attackSequence(record: LogRecord, home: Home): readonly Entities[] {
  const signals = listAt(record, ...SEQUENCE, "signals").flatMap((signal) => textAt(signal, "name") ?? []);
  const told: Entities = {
    traits: ["detected"],
    detail: detail({
      title: textAt(record, "title"),
      findingSeverity: numberAt(record, "severity"),
      signals: signals.length === 0 ? null : signals.slice(0, MOST_SIGNALS).join(", "),
      sequence: textAt(record, ...SEQUENCE, "description")?.slice(0, MOST_TEXT) ?? null,
    }),
  };
  const tasks = resourcesOf(record).flatMap(
    (resource) => automationAt(textAt(resource, "data", "ecsTask", "taskDefinitionArn"), home) ?? [],
  );
  return [{ ...told, ...automationOf(sequenceFunction(record, home)) }, ...tasks.map((task) => ({ ...told, ...task }))];
}

const MOST_SIGNALS = 12;
const MOST_TEXT = 300;

function resourcesOf(record: LogRecord): readonly unknown[] {
  return listAt(record, ...SEQUENCE, "resources");
}
