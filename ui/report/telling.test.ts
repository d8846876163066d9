import { expect, it } from "vitest";
import type { Incident } from "../../src/incidents/incident.ts";
import { nextSteps } from "../../src/incidents/next-steps.ts";
import { sample } from "./__fixtures__/sample.ts";
import { filterIncidents } from "./client/filter.ts";
import { explainScore } from "./score.ts";
import { ellipsis, identityOf, shortId, splitId, wrap } from "./short-id.ts";
import { stageCoverage } from "./stage-coverage.ts";
import { story } from "./story.ts";

const [critical, long, medium] = sample.incidents as [Incident, Incident, Incident]; // the fixture holds these three
const text = (incident: Incident): string =>
  story(incident)
    .map((piece) => ("say" in piece ? piece.say : `[${piece.quote}]`))
    .join("");

it("tells the critical story in the order of its stages and sets strings from logs apart", () => {
  expect(text(critical)).toBe(
    "On 14 Mar 2026, 02:11:40 UTC, [ci-deploy-legacy created billing-export-sync], one of 2 changes seen. It runs as [lambda-maintenance-admin] (administrator rights). " +
      "9 min 29 s earlier, [ci-deploy-legacy was refused: gave rights to ci-deploy-legacy (AdministratorAccess)]. " +
      "No record of a run is in these logs: that it ran by 14 Mar 2026, 02:14:26 UTC is inferred from what its identity did. " +
      "Then [lambda-maintenance-admin created svc-billing-ro]; [lambda-maintenance-admin gave rights to svc-billing-ro (AdministratorAccess)]; " +
      "[lambda-maintenance-admin made a credential for svc-billing-ro (CreateAccessKey)]. " +
      "A credential it made was used from [198.51.100.23], first on 16 Mar 2026, 19:40:02 UTC and in 8 calls in all. From the first record to the last: 2 d 17 h.",
  );
});

it("claims no more than the logs can show", () => {
  expect(text(medium)).toContain("No run of it was seen, which these logs could not show.");
  expect(text({ ...medium, timeline: [] })).toContain("No change of the Lambda function [thumbnailer] is in these logs");
});

it("derives next steps from what succeeded, contain first", () => {
  const titles = nextSteps(critical).map((step) => `${step.phase}: ${step.title}`);
  expect(titles.slice(0, 3)).toEqual([
    "Contain: Stop the Lambda function without deleting it",
    "Contain: End the sessions of its identity and cut its rights",
    "Contain: Disable the credentials and identities that were made",
  ]);
  expect(titles).toContain("Undo: Take back rights and trust");
  expect(titles).not.toContain("Contain: Restore logging and detection"); // StopLogging was denied
  expect(titles.at(-1)).toBe("See more next time: Close the blind spots");
});

it("says that there is nothing to undo when every call failed", () => {
  const failed: Incident = {
    ...critical,
    severity: "informational",
    timeline: critical.timeline.map((item) => ({ ...item, outcome: "denied" as const })),
  };
  const titles = nextSteps(failed).map((step) => step.title);
  expect(titles).toContain("Nothing here succeeded: find out who tried");
  expect(titles).not.toContain("Restore the last good revision");
});

it("explains the score by the published formula, and does not pretend when it differs", () => {
  for (const incident of [critical, long, medium]) expect(explainScore(incident).why).toContain(`= ${incident.score}.`);
  expect(explainScore({ ...critical, score: 92 }).why).toContain("The score inside it is 92.");
});

it("says of each stage what the logs hold", () => {
  const coverage = stageCoverage({ deploy: 2, grant: 1, unheard_of: 9, invoke: 0 });
  expect(coverage.map(({ stage, total }) => [stage, total])).toEqual([
    ["deploy", 2],
    ["privilege", 1],
    ["execute", 0],
    ["effect", 0],
  ]);
});

it("finds incidents by severity and by words anywhere in them", () => {
  const all = new Set(["critical", "high", "medium"] as const);
  expect([...filterIncidents(sample.incidents, { severities: all, words: "STOPLOGGING  org-trail" })]).toEqual([0]);
  expect([...filterIncidents(sample.incidents, { severities: new Set(["medium"]), words: "" })]).toEqual([2]);
});

it("names things by the end of their ids and cuts by columns, not by characters", () => {
  expect(splitId("arn:aws:iam::1:role/ops/admin")).toEqual({ head: "arn:aws:iam::1:role/ops/", tail: "admin" });
  expect(shortId("arn:aws:iam::1:role/admin (session a/b)")).toBe("admin");
  expect(identityOf("x (session y)")).toBe("x");
  expect(ellipsis("関数関数関数", 7)).toBe("関数関…");
  expect(wrap("nightly-report-runner-for-finance", 21, 3)).toEqual(["nightly-report-", "runner-for-finance"]);
});
