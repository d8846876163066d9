import type { Fact } from "../../facts/fact.ts";
import type { FactKind, Trait } from "../../facts/kinds.ts";
import { DAY_MS, MINUTE_MS } from "../../util/durations.ts";
import type { Deployment } from "../stages/deployment.ts";
import { isAdministration } from "./editors.ts";
import { finding } from "../finding.ts";
import type { Checked, Dismissal, Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

/** What a flow's connectors or a script's scopes let it do. */
const CAPABILITIES: readonly Trait[] = [
  "reads_mail",
  "sends_mail",
  "reads_files",
  "shares_files",
  "calls_out",
  "administers",
  "binds_triggers",
];
/** Those by which data of people is reached. */
const DATA: readonly Trait[] = ["reads_mail", "sends_mail", "reads_files", "shares_files", "administers"];

/** Kinds of changes whose records list everything that the automation uses from then on. */
const DEFINING: ReadonlySet<FactKind> = new Set<FactKind>(["deploy", "configure"]);

/** What each change lets the automation do, compared with what it could do before. */
export function capabilitySigns(story: Story, deployments: readonly Deployment[]): Checked {
  const findings: Finding[] = [];
  const dismissed: Dismissal[] = [];
  for (const { change, knownDeployer } of deployments) {
    const before = abilitiesBefore(story, change);
    const signs = change.kind === "consent" ? consentSigns(story, change, before) : connectorSigns(story, change, before);
    if (knownDeployer && change.kind !== "consent") dismissed.push(...signs.map(expected));
    else if (change.kind !== "consent" && isAdministration(story, change)) dismissed.push(...signs.map(oneOfMany));
    else if (isInstalled(story, change)) dismissed.push(...signs.map(approved));
    else findings.push(...signs);
  }
  return { findings, dismissed };
}

function expected(sign: Finding): Dismissal {
  return { why: `${sign.why}; by somebody who has long been making such automations, from the usual network`, facts: sign.facts };
}

/** Moving a solution of many automations from one environment to another makes them all in a day. */
function oneOfMany(sign: Finding): Dismissal {
  return { why: `${sign.why}; the same hand changed many automations these days: administration`, facts: sign.facts };
}

function approved(sign: Finding): Dismissal {
  return { why: `${sign.why}; an administrator installed this application`, facts: sign.facts };
}

/** An administrator had installed the application for everybody, or the record itself says that it is a vendor's. */
export function isInstalled({ scene }: Story, change: Fact): boolean {
  if (change.traits.includes("vendor_code")) return true;
  const about = scene.byTarget.get(change.issuedCredentialId ?? "") ?? [];
  return about.some((fact) => fact.kind === "consent" && fact.isChange && fact.actorId !== change.actorId && fact.tsMs < change.tsMs);
}

/** Everything that earlier changes let it do; null where no earlier record says. */
function abilitiesBefore(story: Story, change: Fact): ReadonlySet<Trait> | null {
  const earlier = story.history.filter((fact) => fact.isChange && fact.tsMs < change.tsMs && fact.detail["capabilities"] !== undefined);
  const consents = earlier.filter((fact) => fact.kind === "consent");
  const last = change.kind === "consent" ? consents : earlier.filter((fact) => DEFINING.has(fact.kind)).slice(-1);
  return last.length === 0 ? null : new Set(last.flatMap((fact) => fact.traits));
}

/** Mail that goes in at one connector and out at another is forwarding without a rule. */
function connectorSigns(story: Story, change: Fact, before: ReadonlySet<Trait> | null): readonly Finding[] {
  const able = (...traits: readonly Trait[]): boolean => traits.every((trait) => change.traits.includes(trait));
  const was = (...traits: readonly Trait[]): boolean => before !== null && traits.every((trait) => before.has(trait));
  const named = String(change.detail["capabilities"] ?? "");
  const signs: Finding[] = [];
  if (able("reads_mail", "calls_out") && !was("reads_mail", "calls_out")) signs.push(finding(story, "relay_capability", [change], named));
  else if (able("reads_files", "calls_out") && !was("reads_files", "calls_out"))
    signs.push(finding(story, "file_relay_capability", [change], named));
  const gained = before === null ? [] : CAPABILITIES.filter((trait) => change.traits.includes(trait) && !before.has(trait));
  if (gained.length > 0) signs.push(finding(story, "capabilities_widened", [change], gained.join(", ").replaceAll("_", " ")));
  return signs;
}

/** Scopes that reach people's data and let the script send it out, or run without anybody, or change the domain. */
function consentSigns(story: Story, consent: Fact, before: ReadonlySet<Trait> | null): readonly Finding[] {
  if (before !== null && CAPABILITIES.every((trait) => !consent.traits.includes(trait) || before.has(trait))) return [];
  const has = (trait: Trait): boolean => consent.traits.includes(trait);
  if (!DATA.some(has)) return [];
  const copied = copiedJustBefore(story, consent);
  if (copied !== undefined) return [finding(story, "consent_after_copy", [copied, consent])];
  // A reminder sent from a sheet every morning is no way out; mail read or files opened to others by the clock is.
  const byClock = has("binds_triggers") && (has("reads_mail") || has("shares_files"));
  if (!has("administers") && !has("calls_out") && !byClock) return [];
  const named = String(consent.detail["capabilities"] ?? "");
  const window = story.analytic.windows.effect_days * DAY_MS;
  const made = story.own.find(
    (fact) => fact.kind === "deploy" && fact.isChange && fact.tsMs <= consent.tsMs && consent.tsMs - fact.tsMs <= window,
  );
  if (made === undefined && before === null) return [finding(story, "risky_consent", [consent], named)];
  return [finding(story, "script_authorised", [...(made === undefined ? [] : [made]), consent], named)];
}

/** Copied in from outside, itself or a document that it may have come inside of, and authorised at once by whoever copied it. */
function copiedJustBefore(story: Story, consent: Fact): Fact | undefined {
  const window = story.analytic.windows.reaction_minutes * MINUTE_MS;
  const documents = (story.scene.byActor.get(consent.actorId ?? "") ?? []).filter(
    (fact) => fact.automationId === null && fact.targetType === "document",
  );
  return [...story.own, ...documents].find(
    (fact) =>
      fact.kind === "deploy" &&
      fact.isChange &&
      fact.traits.includes("foreign_code") &&
      fact.actorId === consent.actorId &&
      fact.tsMs <= consent.tsMs &&
      consent.tsMs - fact.tsMs <= window,
  );
}
