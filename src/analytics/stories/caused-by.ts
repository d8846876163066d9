import { once } from "../../util/once.ts";
import { everythingDone } from "./set-aside.ts";
import type { Story } from "./story.ts";

/** What the automation itself did is an effect, not the reason for it. */
export const causedBy: (story: Story) => ReadonlySet<string> = once(
  (story: Story) => new Set(everythingDone({ ...story, earlierActs: [] }).map((fact) => fact.factId)),
);
