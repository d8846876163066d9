import { z } from "zod";

/*
 * What a user decided not to count as evidence (docs/adr/0015). It names who and what exactly, says why and ends
 * on a day: attackers write user agents, names, tags and addresses, so none of these can be asked for.
 */

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** An id as records spell it: one visible word for one identity, operation or thing. */
const Id = z
  .string({ error: "give it as text, in quotes where it is all digits" })
  .min(1, "must not be empty")
  .refine((id) => !/[*?]/.test(id), "wildcards are not understood: name one exactly")
  .refine((id) => !/[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(id), "must not hold blanks or invisible characters");

const NO_REASON = "say why, in a sentence that a colleague understands";
const Reason = z.string({ error: NO_REASON }).refine((text) => text.trim() !== "", NO_REASON);

const NO_END = "give a date such as 2027-02-01; an exclusion without an end is refused";
const Expiry = z.string({ error: NO_END }).regex(DATE, { error: NO_END, abort: true }).refine(isDay, NO_END);

export const Exclusion = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "use small letters, digits, dots and dashes")
    .describe("Name by which outputs speak of it."),
  principal: Id.describe("Id of who acted, exactly as incidents give it for deployers and run-as identities."),
  action: Id.describe("Operation, as timelines give it, alone or after its service: CreateFunction, lambda:CreateFunction."),
  target: Id.describe("Only acts on this automation or target, by its id.").optional(),
  account: Id.describe("Only acts in this account.").optional(),
  reason: Reason.describe("Why this is no evidence; quoted wherever the exclusion is used."),
  expires: Expiry.describe("Last day (UTC) whose acts it covers; at most 366 days ahead."),
});
export type Exclusion = z.infer<typeof Exclusion>;

/** How one exclusion was used. */
export interface ExclusionUse extends Exclusion {
  /** Facts around the automations examined that it took out of the evidence. */
  readonly used: number;
  /** Facts that it names but that are later than its last day: they count. */
  readonly expired: number;
}

function isDay(text: string): boolean {
  const ms = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
