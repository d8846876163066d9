import { isFields, textsAt } from "../../fields.ts";

/*
 * Conditions of IAM statements:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * Only the question whether anybody is really kept out is asked; values are not evaluated.
 */

/** Whether at least one clause keeps some callers out. A clause that always holds is none. */
export function restricts(condition: unknown): boolean {
  if (!isFields(condition)) return false;
  return Object.entries(condition).some(
    ([operator, clause]) => isFields(clause) && Object.keys(clause).some((key) => clauseRestricts(operator, key, textsAt(clause, key))),
  );
}

function clauseRestricts(operator: string, key: string, values: readonly string[]): boolean {
  const name = operator.toLowerCase().replace(/^for(all|any)values:/, "");
  // "Anything but this" and dates leave the door open to whoever writes the statement.
  if (name.includes("not") || name.startsWith("date")) return false;
  // A missing key satisfies IfExists, and an anonymous caller has none of the global ones.
  if (name.endsWith("ifexists") && key.toLowerCase().startsWith("aws:")) return false;
  if (key.toLowerCase() === "aws:securetransport") return false;
  if (name.includes("like") && values.some((value) => /^[*?]*$/.test(value))) return false;
  return !(name.startsWith("ipaddress") && values.some((value) => value === "0.0.0.0/0" || value === "::/0"));
}

/** Whether a condition narrows a key, such as `sub`, whatever its prefix; values that `open` fits narrow nothing. */
export function conditionNames(condition: unknown, keySuffix: string, open: (value: string) => boolean): boolean {
  if (!isFields(condition)) return false;
  return Object.entries(condition).some(
    ([operator, clause]) =>
      isFields(clause) &&
      Object.keys(clause).some(
        (key) =>
          key.toLowerCase().endsWith(keySuffix) &&
          clauseRestricts(operator, key, textsAt(clause, key)) &&
          !(operator.toLowerCase().includes("like") && textsAt(clause, key).some(open)),
      ),
  );
}
