import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { listAt, orderedJson, textAt, textsAt, valueAt } from "../../fields.ts";
import { canonicalPrincipal, parseArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { doubts } from "./iam.ts";
import { parsePolicy } from "../policies/document.ts";
import { judgePrincipals, principalAccount } from "../policies/principals.ts";

/*
 * Data opened to others. Request shapes:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySnapshotAttribute.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html,
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */

export const shareEntities = extractors({
  resource_policy: resourcePolicy,
  bucket_acl: bucketAcl,
  shared_image: sharedImage,
  key_grant: keyGrant,
});

/** The resource that a call opens: named differently by each service. */
function resourceOf(call: Call): Pick<Entities, "targetId" | "targetType"> {
  const { request, home } = call;
  const bucket = textAt(request, "bucketName");
  if (bucket !== null) return { targetId: `arn:${home.partition}:s3:::${bucket}`, targetType: "bucket" };
  const key = textAt(request, "keyId");
  if (key !== null) return { targetId: keyArn(key, call), targetType: "key" };
  const secret = textAt(request, "secretId");
  if (secret !== null) return { targetId: secret, targetType: "secret" };
  return {
    targetId:
      ["repositoryName", "resourceArn", "resourceARN", "queueUrl", "topicArn", "destinationName", "policyName"]
        .map((field) => textAt(request, field))
        .find((id) => id !== null) ?? null,
    targetType: call.envelope.service,
  };
}

function keyArn(key: string, call: Call): string {
  const { partition, region, account } = call.home;
  return parseArn(key) === null ? `arn:${partition}:kms:${region ?? ""}:${account}:key/${key}` : key;
}

function resourcePolicy(call: Call): Entities {
  const { request } = call;
  const document = [
    "bucketPolicy",
    "policy",
    "resourcePolicy",
    "policyText",
    "policyInJson",
    "policyDocument",
    "accessPolicy",
    "attributes.Policy",
    "attributeValue",
  ]
    .map((key) => valueAt(request, ...key.split(".")))
    .find((found) => found !== undefined);
  const statements = parsePolicy(document);
  const admitted = judgePrincipals(statements ?? [], call.home.account);
  return {
    ...resourceOf(call),
    targetAccount: admitted.foreignAccount,
    traits: admitted.traits.filter((trait) => trait !== "service_trust"),
    flags: statements === null ? doubts(document) : [],
    detail: detail({ sharedWith: admitted.names.join(", ").slice(0, 200) }),
  };
}

/** Grants arrive as XML-like objects or as header names; the group of everybody has one name in both. */
function bucketAcl(call: Call): Entities {
  const text = orderedJson(call.request);
  const open = /groups\/global\/(AllUsers|AuthenticatedUsers)|"public-read(-write)?"|"authenticated-read"/.test(text);
  return { ...resourceOf(call), traits: open ? ["public"] : [], detail: detail({ sharedWith: open ? "everybody" : null }) };
}

/** Snapshots and images: added accounts, or the group `all`. */
function sharedImage(call: Call): Entities {
  const { request } = call;
  const added = ["createVolumePermission", "launchPermission"].flatMap((key) => listAt(request, key, "add", "items"));
  const accounts = [...added.map((item) => textAt(item, "userId")), ...textsAt(request, "valuesToAdd")];
  const everybody = accounts.includes("all") || added.some((item) => textAt(item, "group") === "all");
  const foreign = accounts.find((account) => account !== null && account !== "all" && account !== call.home.account) ?? null;
  const traits: Trait[] = [];
  if (everybody) traits.push("public");
  if (foreign !== null) traits.push("foreign_account");
  return {
    targetId:
      ["snapshotId", "imageId", "dBSnapshotIdentifier", "dBClusterSnapshotIdentifier"]
        .map((key) => textAt(request, key))
        .find((id) => id !== null) ?? null,
    targetType: "snapshot",
    targetAccount: foreign,
    traits,
    detail: detail({ sharedWith: everybody ? "everybody" : foreign }),
  };
}

function keyGrant(call: Call): Entities {
  const grantee = textAt(call.request, "granteePrincipal");
  const account = grantee === null ? null : principalAccount({ type: "AWS", name: grantee });
  const isForeign = account !== null && account !== call.home.account;
  return {
    ...resourceOf(call),
    targetAccount: account,
    traits: isForeign ? ["foreign_account"] : [],
    detail: detail({
      sharedWith: grantee === null ? null : canonicalPrincipal(grantee),
      operations: textsAt(call.request, "operations").join(","),
    }),
  };
}
