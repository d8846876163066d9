import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { functionOf, runOf } from "../names/automation.ts";
import { bindingsOf, opennessOf } from "../roles/bindings.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Who may call a function, service or job: https://cloud.google.com/run/docs/authenticating/public and
 * https://cloud.google.com/functions/docs/securing/managing-access-iam. The policy is written whole.
 */

export const exposureEntities = extractors({ invoker_policy: invokerPolicy });

/** Roles by which one calls, or gives oneself the right to. */
const CALLS =
  /^roles\/(run\.(invoker|servicesInvoker|jobsExecutor\w*|admin|developer)|cloudfunctions\.(invoker|admin|developer)|owner|editor)$/;

function invokerPolicy(call: Call): Entities {
  const automation = call.envelope.service === "cloudfunctions" ? functionOf(call) : runOf(call);
  const callers = bindingsOf(call).filter((binding) => CALLS.test(binding.role) || !binding.role.startsWith("roles/"));
  const added = callers.filter((binding) => !binding.removed);
  const traits = new Set<Trait>(added.flatMap((binding) => opennessOf(call, binding)));
  const widest = added.find((binding) => opennessOf(call, binding).length > 0) ?? added[0];
  const isRemoval = callers.length > 0 && added.length === 0;
  return {
    ...automation,
    targetId: widest?.member ?? null,
    targetType: "principal",
    traits: isRemoval ? ["removal"] : [...traits].filter((trait) => trait !== "outside_provider"),
    detail: detail({
      role: widest?.role,
      callers: added
        .map((binding) => binding.member)
        .join(",")
        .slice(0, 300),
    }),
  };
}
