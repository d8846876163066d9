import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, listAt, textAt } from "../../fields.ts";
import type { Call } from "../entities/extractor.ts";

/** Refusals that name the right to act as a service account, Google Cloud's way of passing an identity. */
export function deniedPass(call: Call): readonly Trait[] {
  if (call.envelope.outcome !== "denied") return [];
  const named = /iam\.serviceAccounts\.actAs|act as the service account/i.test(textAt(call.payload, "status", "message") ?? "");
  const checked = listAt(call.payload, "authorizationInfo").some(
    (check) => textAt(check, "permission") === "iam.serviceAccounts.actAs" && flagAt(check, "granted") !== true,
  );
  return named || checked ? ["denied_pass"] : [];
}
