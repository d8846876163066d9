import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { rulesForRecord } from "../../rules/questions/rules-for-record.ts";
import type { LogRecord } from "../contract.ts";
import { isFields, listAt } from "../fields.ts";
import { makeFacts } from "../make-facts.ts";
import cloudTrail from "./cloudtrail.ts";

/*
 * Recorded CloudTrail: the detonation logs of DataDog/stratus-red-team (one file an attack
 * technique) and a data set of OTRF/Security-Datasets. They are not part of this repository.
 */

const logs = process.env["TEST_REAL_LOGS"];
const stratus = join(logs ?? "", "stratus-red-team", "detonation-logs");
let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = await loadStageRules();
});

function recordsIn(file: string): readonly LogRecord[] {
  const text = readFileSync(file, "utf8");
  const parsed: unknown = text.trimStart().startsWith("[")
    ? JSON.parse(text)
    : text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line): unknown => JSON.parse(line));
  return listAt({ parsed }, "parsed").filter(isFields);
}

function factsOf(technique: string): readonly Fact[] {
  return recordsIn(join(stratus, `aws.${technique}.json`)).flatMap((record) => {
    const envelope = cloudTrail.envelope(record);
    if ("unusable" in envelope) throw new Error(envelope.unusable);
    const { recipes } = rulesForRecord(rules, cloudTrail.logsource, record);
    return makeFacts(cloudTrail, record, envelope, recipes, [], { file: technique, sha256: "0", offset: 0, length: 0 });
  });
}

/** First looks only: what a second look would add depends on candidates. */
function told(technique: string): readonly (readonly [string, string, readonly string[]])[] {
  return factsOf(technique)
    .filter((fact) => fact.entity !== "assumed_role")
    .map((fact) => [fact.kind, fact.op, fact.traits]);
}

function traits(technique: string): readonly string[] {
  return [...new Set(told(technique).flatMap(([, , found]) => found))].toSorted();
}

describe("recorded CloudTrail", () => {
  if (logs === undefined || !existsSync(stratus)) {
    it("is not here", () => console.log("not run: TEST_REAL_LOGS is not set"));
    return;
  }

  it("gives an envelope with an actor and a time for every record", () => {
    const otrf = join(logs, "otrf-security-datasets", "ec2_proxy_s3_exfiltration_2020-09-14011940.json");
    const files = [...readdirSync(stratus).map((file) => join(stratus, file)), otrf];
    const records = files.flatMap(recordsIn);
    expect(records.length).toBe(309 + 103);
    for (const record of records) {
      expect(cloudTrail.matches(record)).toBe(true);
      expect(cloudTrail.notEvents(record)).toBeNull();
      const envelope = cloudTrail.envelope(record);
      expect(envelope).toMatchObject({ provider: "aws", eventId: record["eventID"] });
      expect("unusable" in envelope ? null : envelope.actorId).not.toBeNull();
    }
  });

  it("shows a function opened to everybody", () => {
    const [fact] = factsOf("persistence.lambda-backdoor-function");
    expect(fact).toMatchObject({
      kind: "expose",
      traits: ["public"],
      automationId: "arn:aws:lambda:ca-centralnorth-1r:880896431042:function:stratus-red-team-backdoor-f-func",
      actorId: "arn:aws:iam::880896431042:user/christophe",
      isChange: true,
    });
  });

  it("shows a function's code overwritten, and the role it keeps", () => {
    const [fact, ...others] = factsOf("persistence.lambda-overwrite-code");
    expect(others).toEqual([]);
    expect(fact).toMatchObject({
      kind: "deploy",
      traits: ["code_changed"],
      automationId: "arn:aws:lambda:ap-westeast-2r:266106314375:function:stratus-red-team-olc-func-vayhjqkdav",
      automationVersion: "1",
      runAsId: "arn:aws:iam::266106314375:role/stratus-red-team-olc-lambda-vayhjqkdav",
      detail: { codeSource: "inline", handler: "lambda.lambda_handler" },
    });
  });

  it("shows back doors in IAM", () => {
    expect(told("persistence.iam-create-admin-user")).toEqual([
      ["grant", "AttachUserPolicy", ["other_target"]],
      ["credential", "CreateAccessKey", ["other_target"]],
      ["credential", "CreateUser", ["identity_created", "other_target"]],
    ]);
    const key = factsOf("persistence.iam-create-admin-user").find((fact) => fact.op === "CreateAccessKey");
    expect(key).toMatchObject({
      issuedCredentialId: "AKIAXAFZN8JEPF6L682H",
      targetId: "arn:aws:iam::229654561268:user/malicious-iam-user",
    });
    expect(told("persistence.iam-backdoor-role")).toEqual([
      ["trust_change", "UpdateAssumeRolePolicy", ["foreign_account", "other_target"]],
    ]);
    const created = factsOf("persistence.iam-create-backdoor-role");
    expect(created.map((fact) => [fact.kind, fact.privilege])).toEqual([
      ["grant", 3],
      ["trust_change", null],
    ]);
    expect(created[1]?.traits).toContain("boundary_attached");
    expect(told("privilege-escalation.iam-update-user-login-profile").map(([kind]) => kind)).toContain("credential");
  });

  it("shows secrets read, sharing and evasion", () => {
    expect(traits("credential-access.secretsmanager-batch-retrieve-secrets")).toEqual(["bulk_read", "secret_read"]);
    expect(traits("credential-access.ssm-retrieve-securestring-parameters")).toEqual(["bulk_read", "secret_read"]);
    for (const technique of [
      "cloudtrail-delete",
      "cloudtrail-event-selectors",
      "cloudtrail-stop",
      "dns-delete-logs",
      "vpc-remove-flow-logs",
    ]) {
      expect(traits(`defense-evasion.${technique}`)).toEqual(["logging_weakened"]);
    }
    expect(traits("defense-evasion.organizations-leave")).toEqual(["detector_weakened"]);
    for (const technique of ["ec2-share-ami", "ec2-share-ebs-snapshot", "rds-share-snapshot"]) {
      expect(traits(`exfiltration.${technique}`)).toEqual(["foreign_account"]);
    }
    expect(traits("exfiltration.ec2-security-group-open-port-22-ingress")).toEqual(["public"]);
    expect(traits("execution.ec2-launch-unusual-instances")).toEqual(["compute_started"]);
  });

  it("makes no fact of plain looking round", () => {
    expect(told("discovery.ec2-download-user-data")).toEqual([]);
    expect(told("credential-access.ec2-get-password-data")).toEqual([]);
  });
});
