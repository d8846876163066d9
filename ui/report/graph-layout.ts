import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "./graph-model.ts";
import { wrap } from "./short-id.ts";

export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name in lines that fit the box. */
  readonly lines: readonly string[];
}

export interface PlacedEdge extends GraphEdge {
  /** Path data of the line. */
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const NODE_WIDTH = 164;
export const LINE_HEIGHT = 15;
const NAME_COLUMNS = 21;
const NAME_LINES = 3;

/** Places boxes from left to right; coordinates are of the boxes' top left corners. */
export function layoutGraph(graph: Graph): PlacedGraph {
  const dagre = new Dagre();
  dagre.setGraph({ rankdir: "LR", nodesep: 16, ranksep: 34, edgesep: 12, marginx: 4, marginy: 8 });
  const lines = new Map(graph.nodes.map((node) => [node.key, wrap(node.name, NAME_COLUMNS, NAME_LINES)]));
  for (const node of graph.nodes)
    dagre.setNode(node.key, { width: NODE_WIDTH, height: nodeHeight(node, lines.get(node.key)?.length ?? 1) });
  for (const edge of graph.edges) dagre.setEdge(edge.from, edge.to, { width: edge.label.length * 6 + 8, height: 12, labelpos: "c" });
  layout(dagre);
  const size = dagre.graph();
  return {
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
    nodes: graph.nodes.map((node) => {
      const { x, y, width, height } = dagre.node(node.key);
      return { ...node, x: round(x - width / 2), y: round(y - height / 2), width, height, lines: lines.get(node.key) ?? [] };
    }),
    edges: graph.edges.map((edge) => {
      const placed = dagre.edge(edge.from, edge.to);
      return { ...edge, path: smooth(placed.points ?? []), labelX: round(placed.x ?? 0), labelY: round(placed.y ?? 0) };
    }),
  };
}

function nodeHeight(node: GraphNode, lines: number): number {
  return 26 + lines * LINE_HEIGHT + (node.note === "" ? 0 : 14);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Curves that leave and arrive level, through the middle of each bend. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${round(first.x)} ${round(first.y)}`;
  let from = first;
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    path += ` C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
