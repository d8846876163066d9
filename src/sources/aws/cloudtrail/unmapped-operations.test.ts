import { expect, it } from "vitest";
import { unmappedOperations } from "./unmapped-operations.ts";

const { mayBe, operation } = unmappedOperations;
const call = (service: string, eventName: string, more: object = {}): object & Record<string, unknown> => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  ...more,
});

it("names writes that no rule knows, without their version", () => {
  expect(operation(call("lambda", "CreateFunctionSnapshot20290101v2"))).toBe("lambda:CreateFunctionSnapshot");
  expect(operation(call("iam", "AttachAgentPolicy", { readOnly: false }))).toBe("iam:AttachAgentPolicy");
  expect(operation(call("states", " startSandboxRun"))).toBeNull();
});

it("passes over what is known, read, refused or elsewhere", () => {
  const known = ["CreateFunction20310101v7", "TagResource20170331v2", "UpdateCapacityProvider20251130"];
  expect(known.map((name) => operation(call("lambda", name)))).toEqual([null, null, null]);
  expect(operation(call("lambda", "StartFunctionQuery", { readOnly: true }))).toBeNull();
  expect(operation(call("lambda", "CreateFunctionSnapshot", { errorCode: "UnknownOperationException" }))).toBeNull();
  expect(operation(call("lambda", "ListFunctionSnapshots"))).toBeNull();
  expect(operation(call("workmail", "CreateMailUser"))).toBeNull();
});

it("asks for no bytes of what others write all day", () => {
  const noise = ["PutObject", "SendMessage", "CreateLogStream", "UpdateInstanceInformation", "GenerateDataKey", "DescribeInstances"];
  expect(noise.filter(mayBe)).toEqual([]);
  expect(mayBe("CreateMailUser")).toBe(true);
});
