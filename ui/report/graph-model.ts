import { AUTOMATION_WORDS } from "../../src/incidents/automation-words.ts";
import type { Incident, TimelineEntry } from "../../src/incidents/incident.ts";
import { isFailed } from "../../src/incidents/is-failed.ts";
import { identityOf, shortId } from "./short-id.ts";
import { plural, PRIVILEGE_WORDS } from "./words.ts";

export type NodeRole = "deployer" | "automation" | "run-as" | "credential" | "effect";

export interface GraphNode {
  readonly key: string;
  readonly role: NodeRole;
  /** Small line above the name: what it is. */
  readonly caption: string;
  readonly name: string;
  /** Small line below the name, or empty. */
  readonly note: string;
  readonly failed: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Tied by inference or by a confidence below 0.6: drawn dashed. */
  readonly weak: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const MAX_EACH = 4;
const MAX_EFFECTS = 7;
const WEAK_BELOW = 0.6;

/** Who acted through what: deployer, automation, identity, credential, effect. */
export function incidentGraph(incident: Incident): Graph {
  const nodes: GraphNode[] = [
    {
      key: "automation",
      role: "automation",
      caption: AUTOMATION_WORDS[incident.automation.kind] ?? incident.automation.kind,
      name: incident.automation.name,
      note: "",
      failed: false,
    },
  ];
  const edges: GraphEdge[] = [];
  addDeployers(incident, nodes, edges);
  const identities = addIdentities(incident, nodes, edges);
  const credentials = addCredentials(incident, identities, nodes, edges);
  addEffects(incident, identities, credentials, nodes, edges);
  return { nodes, edges };
}

function addDeployers(incident: Incident, nodes: GraphNode[], edges: GraphEdge[]): void {
  for (const [index, deployer] of incident.deployers.slice(0, MAX_EACH).entries()) {
    const key = `deployer-${index}`;
    nodes.push({ key, role: "deployer", caption: deployer.type.replaceAll("_", " "), name: shortId(deployer.id), note: "", failed: false });
    edges.push({ from: key, to: "automation", label: "changed", weak: false });
  }
  const more = incident.deployers.length - MAX_EACH;
  if (more <= 0) return;
  nodes.push({ key: "deployer-more", role: "deployer", caption: "deployers", name: `${more} more`, note: "", failed: false });
  edges.push({ from: "deployer-more", to: "automation", label: "changed", weak: false });
}

/** Identities by id; the first stands in where an act names none of them. */
function addIdentities(incident: Incident, nodes: GraphNode[], edges: GraphEdge[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [index, identity] of incident.run_as.slice(0, MAX_EACH).entries()) {
    const key = `identity-${index}`;
    keys.set(identity.id, key);
    const note = PRIVILEGE_WORDS[identity.privilege] ?? identity.privilege;
    nodes.push({ key, role: "run-as", caption: "runs as", name: shortId(identity.id), note, failed: false });
    edges.push({ from: "automation", to: key, label: "runs as", weak: false });
  }
  const first = keys.values().next().value ?? "automation";
  for (const entry of effects(incident)) {
    if (entry.attribution.method !== "credential_chain" || keys.has(identityOf(entry.actor)) || keys.size >= 2 * MAX_EACH) continue;
    const key = `identity-${keys.size}`;
    keys.set(identityOf(entry.actor), key);
    nodes.push({ key, role: "run-as", caption: "identity reached", name: shortId(entry.actor), note: "", failed: false });
    edges.push({ from: first, to: key, label: "assumed", weak: entry.attribution.confidence < WEAK_BELOW });
  }
  return keys;
}

function addCredentials(incident: Incident, identities: Map<string, string>, nodes: GraphNode[], edges: GraphEdge[]): readonly string[] {
  const made = effects(incident).filter((entry) => entry.kind === "credential" && !isFailed(entry));
  const keys: string[] = [];
  for (const entry of made.slice(0, MAX_EACH)) {
    const key = `credential-${keys.length}`;
    keys.push(key);
    nodes.push({
      key,
      role: "credential",
      caption: "identity or key made",
      name: shortId(entry.target),
      note: entry.operation,
      failed: false,
    });
    edges.push({ from: source(entry, identities, []), to: key, label: "made", weak: isWeak(entry) });
  }
  if (made.length > MAX_EACH) {
    nodes.push({
      key: "credential-more",
      role: "credential",
      caption: "identities or keys made",
      name: `${made.length - MAX_EACH} more`,
      note: "",
      failed: false,
    });
    edges.push({ from: source(made[MAX_EACH], identities, []), to: "credential-more", label: "made", weak: false });
  }
  return keys;
}

function addEffects(
  incident: Incident,
  identities: Map<string, string>,
  credentials: readonly string[],
  nodes: GraphNode[],
  edges: GraphEdge[],
): void {
  const groups = new Map<string, TimelineEntry[]>();
  for (const entry of effects(incident)) {
    if (entry.kind === "credential" && !isFailed(entry)) continue;
    const key = JSON.stringify([source(entry, identities, credentials), entry.operation, isFailed(entry)]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const shown = [...groups.values()];
  for (const [index, group] of shown.slice(0, MAX_EFFECTS).entries()) {
    const first = group[0];
    if (first === undefined) continue;
    const key = `effect-${index}`;
    nodes.push({
      key,
      role: "effect",
      caption: effectCaption(first, group.length),
      name: first.operation,
      note: effectNote(group),
      failed: isFailed(first),
    });
    edges.push({
      from: source(first, identities, credentials),
      to: key,
      label: isFailed(first) ? "tried" : "did",
      weak: group.every(isWeak),
    });
  }
  const rest = shown.slice(MAX_EFFECTS);
  if (rest.length === 0) return;
  const calls = rest.reduce((sum, group) => sum + group.length, 0);
  nodes.push({
    key: "effect-more",
    role: "effect",
    caption: "effects",
    name: plural(rest.length, "more operation"),
    note: plural(calls, "record"),
    failed: false,
  });
  edges.push({ from: source(rest[0]?.[0], identities, credentials), to: "effect-more", label: "did", weak: false });
}

function effects(incident: Incident): readonly TimelineEntry[] {
  return incident.timeline.filter((entry) => entry.stage === "effect");
}

/** Node that an act comes out of. */
function source(entry: TimelineEntry | undefined, identities: Map<string, string>, credentials: readonly string[]): string {
  const fallback = identities.values().next().value ?? "automation";
  if (entry === undefined) return fallback;
  if (entry.attribution.method === "created_credential") return credentials[0] ?? fallback;
  return identities.get(identityOf(entry.actor)) ?? fallback;
}

function isWeak(entry: TimelineEntry): boolean {
  return entry.inferred === true || entry.attribution.confidence < WEAK_BELOW;
}

function effectCaption(entry: TimelineEntry, count: number): string {
  const outcome = isFailed(entry) ? (entry.outcome === "denied" ? "denied" : "failed") : "effect";
  return count === 1 ? outcome : `${outcome} ×${count}`;
}

function effectNote(group: readonly TimelineEntry[]): string {
  const targets = [...new Set(group.map((entry) => entry.target))];
  const first = shortId(targets[0] ?? "");
  return targets.length > 1 ? `${first} +${targets.length - 1}` : first;
}
