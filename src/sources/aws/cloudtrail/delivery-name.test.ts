import { expect, it } from "vitest";
import { isMisplaced } from "./delivery-name.ts";

const FOLDER = "logs/AWSLogs/o-a1b2c3/111122223333/CloudTrail/eu-west-1/2026/10/20";
const NAME = "111122223333_CloudTrail_eu-west-1_20261020T2205Z_AbCdEfGhIjKlMnOp.json.gz";

const record = (part: object = {}): Record<string, unknown> => ({
  eventSource: "lambda.amazonaws.com",
  eventTime: "2026-10-20T22:01:00Z",
  awsRegion: "eu-west-1",
  recipientAccountId: "111122223333",
  ...part,
});

it("takes what a trail delivers for what it says, however late and with or without its folders", () => {
  for (const file of [`${FOLDER}/${NAME}`, NAME, `C:\\logs\\${NAME}`]) {
    expect(isMisplaced(record(), file)).toBe(false);
    expect(isMisplaced(record({ eventTime: "2026-09-21T22:01:00Z" }), file)).toBe(false);
    expect(isMisplaced(record({ eventSource: "iam.amazonaws.com", awsRegion: "us-east-1" }), file)).toBe(false);
    expect(isMisplaced({ eventName: "X" }, file)).toBe(false);
  }
  expect(isMisplaced(record({ recipientAccountId: "999988887777" }), "export.json")).toBe(false);
});

it("doubts records that the object's name contradicts", () => {
  const file = `${FOLDER}/${NAME}`;
  expect(isMisplaced(record({ recipientAccountId: "999988887777" }), file)).toBe(true);
  expect(isMisplaced(record({ awsRegion: "us-east-1" }), file)).toBe(true);
  expect(isMisplaced(record({ eventTime: "2026-10-21T09:00:00Z" }), file)).toBe(true);
  expect(isMisplaced(record(), `${FOLDER.replace("111122223333", "999988887777")}/${NAME}`)).toBe(true);
});
