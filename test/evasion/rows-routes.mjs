/** Rows 16 to 22: the same attack over other identities, accounts, regions and times. */
import { roleSession } from "../../bench/cloudtrail/identities.mjs";
import * as iam from "../../bench/cloudtrail/shapes/iam.mjs";
import { assumeRole } from "../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT } from "../../scenarios/lib/company.mjs";
import { createFunctionUrl, openFunctionUrl } from "../../scenarios/lib/calls.mjs";
import { isoSeconds } from "../../bench/cloudtrail/record.mjs";
import { thiefAs } from "../../scenarios/lib/people.mjs";
import { ATTACK, START, TARGET, changed, recordsOf, tellBase, without } from "./base.mjs";

const THIEF = ["create", "rule", "permission", "targets"];
const RUN = ["run/start", "run/log-stream", "run/key"];
const OTHER = "444455556666";

/** The key is made only after `count` further roles, another session name each time. */
function chained(count) {
  return without(["run/key"], ({ story, fn }) => {
    const at = START + 63_000;
    let caller = {
      ...thiefAs(story, "svc-inventory", fn.ip),
      identity: structuredClone(story.steps.get("run/log-stream").userIdentity),
      account: ACCOUNT,
    };
    for (let hop = 0; hop < count; hop += 1) {
      const to = { account: ACCOUNT, role: `hop-${hop}-role`, session: `work${hop * 7}`, keyId: `ASIA2HOP${hop}KEYABCDEFGH` };
      story.add(`hop-${hop}`, at + hop * 1000, caller, assumeRole({ ...to, ms: at }));
      caller = {
        identity: roleSession({ ...to, ms: at, startMs: at + hop * 1000 }),
        ip: fn.ip,
        agent: "Boto3/1.40.61 lang/python#3.12.11",
        account: ACCOUNT,
      };
    }
    story.add("run/key", at + count * 1000, caller, iam.createAccessKey(ACCOUNT, "svc-backup", at + count * 1000, "second"));
  });
}

/** The thief calls from another account; both trails have the record, or one of them. */
function fromElsewhere(sides) {
  const base = tellBase();
  for (const label of THIEF) {
    const record = structuredClone(base.steps.get(label));
    const caller = { ...record, sharedEventID: `5ha4ed00-${label}` };
    caller.userIdentity = {
      type: "AssumedRole",
      principalId: "AROA2OTHER0000000001:x",
      arn: `arn:aws:sts::${OTHER}:assumed-role/partner/x`,
      accountId: OTHER,
      accessKeyId: "ASIA2OTHERKEY0000001",
    };
    const copy = { ...structuredClone(caller), eventID: `${record.eventID.slice(0, -4)}beef`, recipientAccountId: OTHER };
    caller.userIdentity = { type: "AWSAccount", principalId: "AROA2OTHER0000000001:x", accountId: OTHER };
    base.steps.delete(label);
    if (sides.includes("owner")) base.steps.set(label, caller);
    if (sides.includes("caller")) base.steps.set(`${label}/caller`, copy);
  }
  return recordsOf(base);
}

const CALLERS = {
  "a web identity": {
    type: "WebIdentityUser",
    principalId: "accounts.google.com:sts:1234",
    userName: "1234",
    identityProvider: "accounts.google.com",
  },
  "a SAML user": { type: "SAMLUser", principalId: "Xk9=:thief@example.org", userName: "thief@example.org", identityProvider: "Xk9=" },
  "a federated user": {
    type: "FederatedUser",
    principalId: `${ACCOUNT}:thief`,
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/thief`,
    accountId: ACCOUNT,
    accessKeyId: "ASIA2FEDERATED000001",
    sessionContext: {
      sessionIssuer: {
        type: "IAMUser",
        principalId: "AIDA2X",
        arn: `arn:aws:iam::${ACCOUNT}:user/svc-inventory`,
        accountId: ACCOUNT,
        userName: "svc-inventory",
      },
      attributes: {},
    },
  },
  "an Identity Center user": {
    type: "IdentityCenterUser",
    accountId: ACCOUNT,
    onBehalfOf: {
      userId: "94482488-3041-7013-abcd-1234567890ab",
      identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-9067642ac7`,
    },
    credentialId: "c1",
  },
  root: {
    type: "Root",
    principalId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    accountId: ACCOUNT,
    accessKeyId: "ASIA2ROOTKEY00000001",
  },
};

/** Every time of the named records moved by what `by` says, in milliseconds. */
const moved = (labels, by, write = isoSeconds) =>
  changed(labels, (r) => {
    r.eventTime = write(Date.parse(r.eventTime) + by(r));
  });

export const ROUTE_ROWS = [
  ...[1, 2, 3, 4, 5].map((hops) => ({
    row: 16,
    what: `${hops} further roles before the effect`,
    expect: "DET",
    evidence: "chained_identity",
    records: () => chained(hops),
  })),
  { row: 17, what: "a caller of another account, in both trails", expect: "DET", records: () => fromElsewhere(["owner", "caller"]) },
  {
    row: 17,
    what: "a caller of another account, in the owner's trail only",
    expect: "DET",
    records: () => fromElsewhere(["owner"]),
  },
  ...Object.entries(CALLERS).map(([what, userIdentity]) => ({
    row: 18,
    what: `${what} as the caller`,
    expect: "DET",
    records: () => changed(THIEF, (r) => ({ ...r, userIdentity })),
  })),
  {
    row: 18,
    what: "calls without a name, through a public URL",
    expect: "DET",
    evidence: "public_exposure",
    records: () =>
      without(["rule", "permission", "targets", "invoke"], ({ story, fn }) => {
        const thief = thiefAs(story, "svc-inventory", "192.0.2.66");
        story.add("url", START + 3000, thief, createFunctionUrl(fn, "NONE"));
        story.add("url-open", START + 4000, thief, openFunctionUrl(fn));
      }),
  },
  {
    row: 19,
    what: "a region that was never used",
    expect: "DET",
    target: TARGET.replace("eu-west-1", "ap-southeast-4"),
    records: () => recordsOf(tellBase({ fn: { region: "ap-southeast-4" } })),
  },
  {
    row: 19,
    what: "steps in three regions",
    expect: "DET",
    records: () => changed(["run/key"], (r) => ({ ...r, awsRegion: "us-west-2" })),
  },
  {
    row: 20,
    what: "29 days between the deploy and the run",
    expect: "DET",
    records: () => moved([...RUN, "invoke"], () => 29 * 86_400_000 - 3_600_000),
  },
  {
    row: 20,
    what: "all steps within one second",
    expect: "DET",
    records: () => changed(ATTACK, (r) => ({ ...r, eventTime: isoSeconds(START) })),
  },
  {
    row: 20,
    what: "one second between the steps",
    expect: "DET",
    records: () => {
      let at = START;
      return changed(ATTACK, (r) => ({ ...r, eventTime: isoSeconds((at += 1000)) }));
    },
  },
  { row: 21, what: "records in reverse order", expect: "DET", records: () => recordsOf(tellBase()).toReversed() },
  { row: 21, what: "every record twice", expect: "DET", records: () => recordsOf(tellBase()).flatMap((r) => [r, r]) },
  { row: 21, what: "the attack delivered a month late, in an object that sorts first", expect: "DET", files: () => late() },
  {
    row: 21,
    what: "an updated version of the create, delivered last",
    expect: "DET",
    records: () => [...recordsOf(tellBase()), updated(tellBase().steps.get("create"))],
  },
  { row: 22, what: "the run's clock ten minutes ahead", expect: "DET", records: () => moved([...RUN, "invoke"], () => 600_000) },
  {
    row: 22,
    what: "the grant's clock ten minutes behind",
    expect: "DET",
    records: () => moved(["data-platform-admin/admin"], () => -600_000),
  },
  {
    row: 22,
    what: "times with milliseconds",
    expect: "DET",
    records: () =>
      moved(
        ATTACK,
        () => 0,
        (ms) => new Date(ms).toISOString(),
      ),
  },
  {
    row: 22,
    what: "times without a zone, which are UTC",
    expect: "DET",
    records: () =>
      moved(
        ATTACK,
        () => 0,
        (ms) => isoSeconds(ms).replace("Z", ""),
      ),
  },
  {
    row: 22,
    what: "times with an offset",
    expect: "DET",
    records: () =>
      moved(
        ATTACK,
        () => 2 * 3_600_000,
        (ms) => isoSeconds(ms).replace("Z", "+02:00"),
      ),
  },
];

function late() {
  const base = tellBase();
  const part = (wanted) => [...base.steps].filter(([label]) => ATTACK.includes(label) === wanted).map(([, r]) => r);
  return [
    {
      name: "2026-11-01-late.json",
      bytes: JSON.stringify({ Records: part(true).map((r) => ({ ...r, addendum: { reason: "DELIVERY_DELAY" } })) }),
    },
    { name: "2026-12-01.json", bytes: JSON.stringify({ Records: part(false) }) },
  ];
}

/** CloudTrail delivers an event again when it knows more, and says so. */
function updated(record) {
  return {
    ...record,
    eventID: `${record.eventID.slice(0, -4)}cafe`,
    addendum: {
      reason: "UPDATED_DATA",
      updatedFields: "responseElements",
      originalRequestID: record.requestID,
      originalEventID: record.eventID,
    },
  };
}
