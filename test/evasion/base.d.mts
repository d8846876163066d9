/** ARN of the base's function. */
export const TARGET: string;

/** Labels of the attack's own records, in their order. */
export declare const ATTACK: readonly string[];
type TrailRecord = Readonly<Record<string, unknown>> & { readonly eventID: string };
interface Base {
  readonly steps: ReadonlyMap<string, TrailRecord>;
}
export declare function tellBase(): Base;
export declare function recordsOf(base: Base): readonly TrailRecord[];
