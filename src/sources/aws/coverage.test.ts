import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../util/package-root.ts";

const page = readFileSync(join(packageRoot, "docs", "reference", "aws-coverage.md"), "utf8");
const rules = readdirSync(join(packageRoot, "content", "stage-rules", "aws"))
  .filter((file) => file.endsWith(".yml") && !file.endsWith(".cases.yml"))
  .map((file) => `aws/${file.replace(".yml", "")}`);

it("names only rules that exist, and every rule", () => {
  const named = new Set([...page.matchAll(/`(aws\/[a-z0-9-]+)`/g)].flatMap(([, id]) => id ?? []));
  expect([...named].filter((id) => !rules.includes(id))).toEqual([]);
  expect(rules.filter((id) => !named.has(id))).toEqual([]);
});

it("names each published path once", () => {
  // By service, so that a line lost is named.
  const services = "lambda 6 apprunner 2 bedrock 2 codebuild 4 ecs 5 glue 6 cloudformation 5 datapipeline 1 sagemaker 5";
  const adjacent = "ec2 4 ec2instanceconnect 1 ssm 2 sts 1 iam 21";
  const paths = [...page.matchAll(/^\| `([a-z0-9]+)-(\d{3})` /gm)].map(([, service]) => service ?? "");
  expect(paths.length).toBe(65);
  for (const [, service = "", count] of `${services} ${adjacent}`.matchAll(/([a-z0-9]+) (\d+)/g)) {
    expect([service, paths.filter((path) => path === service).length]).toEqual([service, Number(count)]);
  }
});

it("says of every operation that changes a function by which rule it is seen, or why not", () => {
  const rows = [...page.matchAll(/^\| `([A-Z]\w+)` +\| (.+?) *\|$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(50);
  expect(rows.filter(([, , told]) => !/`aws\/|^no: /.test(told ?? "")).map(([, operation]) => operation)).toEqual([]);
});
