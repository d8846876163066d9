import type { VNode } from "preact";
import { splitId } from "../short-id.ts";
import { visibleParts } from "../visible.ts";

/** A string from the logs: inert, isolated from the direction of its neighbours, nothing hidden. */
export function Text({ value }: { readonly value: string }): VNode {
  return (
    <bdi>
      {visibleParts(value).map((part) =>
        part.hidden ? (
          <span class="hidden-character" title="a character that does not show">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}

/** An identifier from the logs, with the part that names it set stronger than where it lives. */
export function Id({ value }: { readonly value: string }): VNode {
  const { head, tail } = splitId(value);
  return (
    <code class="id">
      {head === "" ? null : (
        <span class="id-head">
          <Text value={head} />
        </span>
      )}
      <Text value={tail} />
    </code>
  );
}
