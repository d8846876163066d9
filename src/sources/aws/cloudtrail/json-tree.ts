/** JSON text put together from values at dotted paths, such as exports that flatten a record leave them. */
export interface JsonTree {
  /** Sets a value, given as JSON text, unless there is one at the path or above it. `name[]` is the first item of a list. */
  set(path: string, json: string): void;
  has(path: string): boolean;
  text(): string;
}

/** Keys in order of first use. Maps, because the names come from records. */
type Node = Map<string, Node | string>;

export function createJsonTree(): JsonTree {
  const root: Node = new Map();
  return {
    set: (path, json) => setAt(root, path.split("."), json),
    has: (path) => find(root, path.split(".")) !== undefined,
    text: () => textOf(root),
  };
}

function setAt(root: Node, path: readonly string[], json: string): void {
  let node = root;
  for (const name of path.slice(0, -1)) {
    const next = node.get(name) ?? new Map<string, Node | string>();
    if (typeof next === "string") return;
    node.set(name, next);
    node = next;
  }
  const last = path.at(-1) ?? "";
  if (!node.has(last)) node.set(last, json);
}

function find(root: Node, path: readonly string[]): Node | string | undefined {
  let found: Node | string | undefined = root;
  for (const name of path) found = typeof found === "object" ? found.get(name) : undefined;
  return found;
}

function textOf(node: Node): string {
  const parts = [...node].map(([name, value]) => {
    const isList = name.endsWith("[]");
    const text = typeof value === "string" ? value : textOf(value);
    return `${JSON.stringify(isList ? name.slice(0, -2) : name)}:${isList ? `[${text}]` : text}`;
  });
  return `{${parts.join(",")}}`;
}
