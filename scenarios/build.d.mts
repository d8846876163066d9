/** The records of one scenario, and by label those that its story tells. */
export function tellScenario(name: string): Promise<{
  readonly story: { readonly steps: ReadonlyMap<string, { readonly eventID: string }> };
  readonly records: readonly { readonly eventID: string }[];
}>;
