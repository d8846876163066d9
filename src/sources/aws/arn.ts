/** Canonical ids of AWS identities and functions. Shapes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Parts of an ARN, or null. Partitions and regions are not checked: new ones appear, and published logs anonymise them. */
export function parseArn(text: string | null): Arn | null {
  if (text === null || !text.startsWith("arn:")) return null;
  // Colon by colon: splitting makes a list that is joined again, for each of the five ARNs of a record.
  const partition = text.indexOf(":", 4);
  const service = partition < 0 ? -1 : text.indexOf(":", partition + 1);
  const region = service < 0 ? -1 : text.indexOf(":", service + 1);
  const account = region < 0 ? -1 : text.indexOf(":", region + 1);
  if (account < 0 || account === text.length - 1) return null;
  return {
    partition: text.slice(4, partition),
    service: text.slice(partition + 1, service),
    region: text.slice(service + 1, region),
    account: text.slice(region + 1, account),
    resource: text.slice(account + 1),
  };
}

export function accountOfArn(text: string | null): string | null {
  const account = parseArn(text)?.account ?? "";
  return account === "" ? null : account;
}

/** Where a bare name belongs: the account and partition that its record is about. */
export interface Home {
  readonly partition: string;
  readonly account: string;
  readonly region: string | null;
}

export type Principal = "role" | "user" | "group";

/**
 * Id of a role, user or group without its path, from an ARN, a `path/name` or a bare name:
 * IAM calls give only names, so a path would split one identity in two. Null for no name.
 */
export function principalId(type: Principal, nameOrArn: string | null, home: Home): string | null {
  if (nameOrArn === null) return null;
  const arn = parseArn(nameOrArn);
  const name = lastSegment(arn === null ? nameOrArn : arn.resource);
  if (name === "") return null;
  return `arn:${arn?.partition ?? home.partition}:iam::${arn?.account || home.account}:${type}/${name}`;
}

/** Pathless id of whatever IAM principal an ARN names; other ARNs are returned as they are. */
export function canonicalPrincipal(arnText: string): string {
  const arn = parseArn(arnText);
  if (arn === null) return arnText;
  if (arn.service === "sts" && arn.resource.startsWith("assumed-role/")) {
    const name = arn.resource.split("/").at(-2) ?? "";
    return `arn:${arn.partition}:iam::${arn.account}:role/${name}`;
  }
  const type = arn.resource.split("/")[0];
  if (arn.service !== "iam" || (type !== "role" && type !== "user" && type !== "group")) return arnText;
  return `arn:${arn.partition}:iam::${arn.account}:${type}/${lastSegment(arn.resource)}`;
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether `arn` names its principal below a path, which the pathless id cannot show. */
export function hasPath(arnText: string): boolean {
  return (parseArn(arnText)?.resource.split("/").length ?? 0) > 2;
}

export interface FunctionRef {
  /** `arn:<partition>:lambda:<region>:<account>:function:<name>`, never with a qualifier. */
  readonly id: string;
  readonly name: string;
  /** Version or alias that the reference was narrowed to. */
  readonly qualifier: string | null;
  readonly account: string;
}

/**
 * A Lambda function from any of the spellings that the API takes: name, `name:qualifier`,
 * `account:function:name`, or an ARN; each with or without qualifier. Names keep their case.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html#lambda-CreateFunction-request-FunctionName
 */
export function functionRef(text: string | null, home: Home): FunctionRef | null {
  if (text === null) return null;
  const arn = parseArn(text);
  if (arn !== null) {
    if (arn.service !== "lambda" || !arn.resource.startsWith("function:")) return null;
    return refOf(arn.resource.slice("function:".length), { ...home, partition: arn.partition, account: arn.account, region: arn.region });
  }
  const partial = /^(?:(\d{12}):)?function:(.+)$/.exec(text);
  if (partial !== null) return refOf(partial[2] ?? "", { ...home, account: partial[1] ?? home.account });
  return refOf(text, home);
}

function refOf(nameAndQualifier: string, home: Home): FunctionRef | null {
  const [name = "", qualifier = ""] = nameAndQualifier.split(":");
  if (name === "") return null;
  const id = `arn:${home.partition}:lambda:${home.region ?? ""}:${home.account}:function:${name}`;
  return { id, name, qualifier: qualifier === "" ? null : qualifier, account: home.account };
}

/** Lambda functions named by ARN anywhere in a text, such as an API Gateway integration URI; unqualified ids without doubles. */
export function functionsNamedIn(text: string, home: Home): readonly FunctionRef[] {
  const found = text.match(/arn:[a-z0-9-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+/g) ?? [];
  return [...new Set(found)].flatMap((arn) => functionRef(arn, home) ?? []);
}
