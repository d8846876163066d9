import { expect, it } from "vitest";
import { awsSession, outsideIdentity } from "./outside-identity.ts";

const OBJECT = "B6112EBB-9791-4394-B17D-D1A8B1B5A2B6";

it("knows a role of AWS by the session that a token proves, and each session by its name", () => {
  expect(awsSession("arn:aws:sts::111122223333:assumed-role/mirror-role/mirror")).toEqual({
    id: "arn:aws:iam::111122223333:role/mirror-role",
    sessionName: "mirror",
  });
  expect(awsSession("arn:aws-us-gov:sts::111122223333:assumed-role/mirror-role")?.id).toBe(
    "arn:aws-us-gov:iam::111122223333:role/mirror-role",
  );
  for (const no of [
    "arn:aws:iam::111122223333:user/eva",
    "x/arn:aws:sts::111122223333:assumed-role/r/s",
    "arn:aws:sts::1:assumed-role/r/s",
  ])
    expect(awsSession(no), no).toBeNull();
});

it("believes subjects only of issuers that are clouds", () => {
  expect(outsideIdentity("arn:aws:iam::111122223333:oidc-provider/sts.windows.net/9f1b0c4e/", OBJECT)?.id).toBe(OBJECT.toLowerCase());
  expect(outsideIdentity("accounts.google.com", "104293920536934650066")?.id).toBe("accounts.google.com:104293920536934650066");
  const strangers = [
    "accounts.google.com.evil.example",
    "evil.example/accounts.google.com",
    "arn:aws:iam::111122223333:oidc-provider/notsts.windows.net/x",
  ];
  for (const issuer of strangers)
    expect(outsideIdentity(issuer, issuer.includes("windows") ? OBJECT : "104293920536934650066"), issuer).toBeNull();
  expect(outsideIdentity("accounts.google.com", "eva@example.com")).toBeNull();
});
