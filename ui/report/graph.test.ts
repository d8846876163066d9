import { expect, it } from "vitest";
import { sample } from "./__fixtures__/sample.ts";
import { layoutGraph } from "./graph-layout.ts";
import { incidentGraph } from "./graph-model.ts";
import type { Incident } from "../../src/incidents/incident.ts";

const [critical, long, medium] = sample.incidents as [Incident, Incident, Incident]; // the fixture holds these three

it("leads from the deployer through automation, identity and credential to the effects", () => {
  const { edges } = incidentGraph(critical);
  const steps = edges.map((edge) => `${edge.from} ${edge.label} ${edge.to}`);
  expect(steps).toEqual(
    expect.arrayContaining([
      "deployer-0 changed automation",
      "automation runs as identity-0",
      "identity-0 made credential-0",
      expect.stringMatching(/^credential-0 did effect-\d$/),
      expect.stringMatching(/^credential-0 tried effect-\d$/),
    ]),
  );
});

it("knows an identity also by its session's label", () => {
  const { edges } = incidentGraph(critical);
  expect(edges.filter((edge) => edge.from === "identity-0").length).toBe(3);
});

it("stays a graph that a page can hold when there are a hundred effects", () => {
  const graph = layoutGraph(incidentGraph(long));
  expect(graph.nodes.length).toBeLessThan(16);
  expect(graph.width).toBeLessThan(1200);
});

it("places every box without overlap and every edge between known boxes", () => {
  for (const incident of [critical, long, medium]) {
    const { nodes, edges } = layoutGraph(incidentGraph(incident));
    const keys = new Set(nodes.map((node) => node.key));
    for (const edge of edges) expect(keys.has(edge.from) && keys.has(edge.to) && edge.path.startsWith("M")).toBe(true);
    for (const a of nodes)
      for (const b of nodes)
        if (a.key < b.key)
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  }
});
