import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { layoutGraph, LINE_HEIGHT, type PlacedEdge, type PlacedNode } from "../graph-layout.ts";
import { incidentGraph } from "../graph-model.ts";
import { ellipsis } from "../short-id.ts";
import { visible } from "../visible.ts";

/** Deployer, automation, identity, credential and effect as boxes and arrows, drawn once. */
export function GraphFigure({ incident, index }: { readonly incident: Incident; readonly index: number }): VNode {
  const graph = layoutGraph(incidentGraph(incident));
  const names = new Map(graph.nodes.map((node) => [node.key, visible(node.name)]));
  const sentences = graph.edges.map((edge) => `${names.get(edge.from) ?? ""} ${edge.label} ${names.get(edge.to) ?? ""}`);
  const arrow = `arrow-${index}`;
  return (
    <svg
      class="graph"
      width={graph.width}
      height={graph.height}
      viewBox={`0 0 ${graph.width} ${graph.height}`}
      role="img"
      aria-labelledby={`graph-${index}-title graph-${index}-description`}
    >
      <title id={`graph-${index}-title`}>Who acted through what</title>
      <desc id={`graph-${index}-description`}>{sentences.join(". ")}.</desc>
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path class="arrow-head" d="M0 0.5 L7.5 4 L0 7.5 Z" />
        </marker>
      </defs>
      {graph.edges.map((edge) => (
        <EdgeLine edge={edge} arrow={arrow} />
      ))}
      {graph.nodes.map((node) => (
        <NodeBox node={node} />
      ))}
    </svg>
  );
}

function EdgeLine({ edge, arrow }: { readonly edge: PlacedEdge; readonly arrow: string }): VNode {
  return (
    <g class={edge.weak ? "edge edge-weak" : "edge"}>
      <path class="edge-line" d={edge.path} marker-end={`url(#${arrow})`} />
      <text class="edge-label" x={edge.labelX} y={edge.labelY + 3} text-anchor="middle">
        {edge.label}
      </text>
    </g>
  );
}

function NodeBox({ node }: { readonly node: PlacedNode }): VNode {
  const nameY = node.y + 33;
  return (
    <g class={`node node-${node.role}${node.failed ? " node-failed" : ""}`}>
      <title>{visible(`${node.caption}: ${node.name}${node.note === "" ? "" : ` (${node.note})`}`)}</title>
      <rect class="node-box" x={node.x} y={node.y} width={node.width} height={node.height} rx="4" />
      <rect class="node-edge" x={node.x} y={node.y} width="4" height={node.height} rx="2" />
      <text class="node-caption" x={node.x + 13} y={node.y + 16}>
        {ellipsis(node.caption, 24)}
      </text>
      {node.lines.map((line, index) => (
        <text class="node-name" x={node.x + 13} y={nameY + index * LINE_HEIGHT - 2}>
          {line}
        </text>
      ))}
      {node.note === "" ? null : (
        <text class="node-note" x={node.x + 13} y={nameY + node.lines.length * LINE_HEIGHT - 2}>
          {ellipsis(node.note, 25)}
        </text>
      )}
    </g>
  );
}
