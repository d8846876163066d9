import type { Entities } from "../../../facts/fact.ts";
import { accountEmail, isDefaultAccount } from "./service-accounts.ts";

/** The runtime identity. Build and trigger identities go to `detail`: they never run the automation's code. */
export function runAsOf(name: string | null): Pick<Entities, "runAsId" | "traits"> {
  const email = accountEmail(name);
  return { runAsId: email, traits: email !== null && isDefaultAccount(email) ? ["shared_identity"] : [] };
}
