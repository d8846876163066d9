import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { listAt, orderedJson, textAt, valueAt } from "../../fields.ts";
import { bindingsOf, opennessOf } from "../roles/bindings.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Secrets, data shared, machines started and networks opened:
 * https://cloud.google.com/secret-manager/docs/audit-logging, https://cloud.google.com/storage/docs/audit-logging,
 * https://cloud.google.com/compute/docs/logging/audit-logging
 */

export const effectEntities = extractors({
  secret,
  written_secret: (call) => ({ ...secretOf(call), traits: ["secret_written"] }),
  shared_data: sharedData,
  started_compute: startedCompute,
  opened_network: openedNetwork,
  planted_code: plantedCode,
});

/** Versions are left out: who reads the latest today reads another one tomorrow. */
function secretOf(call: Call): Entities {
  const name = /^(.*secrets\/[^/]+)/.exec(call.resourceName)?.[1] ?? text(call.request, "name") ?? text(call.request, "parent");
  return { targetId: name, targetType: "secret" };
}

function secret(call: Call): Entities {
  const version = /versions\/([^/]+)/.exec(call.resourceName)?.[1];
  return { ...secretOf(call), traits: ["secret_read"], detail: detail({ version }) };
}

function sharedData(call: Call): Entities {
  const added = bindingsOf(call).filter((binding) => !binding.removed);
  const traits = new Set<Trait>(added.flatMap((binding) => opennessOf(call, binding)));
  const widest = added.find((binding) => opennessOf(call, binding).length > 0) ?? added[0];
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: call.envelope.service,
    traits: [...traits].filter((trait) => trait !== "outside_provider"),
    detail: detail({ role: widest?.role, member: widest?.member }),
  };
}

function startedCompute(call: Call): Entities {
  const account = textAt(listAt(call.request, "serviceAccounts")[0], "email");
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: call.envelope.service,
    traits: ["compute_started"],
    detail: detail({ machineType: text(call.request, "machineType"), identity: account, name: text(call.request, "name") }),
  };
}

function openedNetwork(call: Call): Entities {
  const isOpen =
    /"(0\.0\.0\.0|::)\/0"/.test(orderedJson(at(call.request, "sourceRanges") ?? null)) && textAt(call.request, "direction") !== "EGRESS";
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: "firewall",
    traits: isOpen ? ["public"] : [],
    detail: detail({ allowed: orderedJson(at(call.request, "alloweds") ?? null).slice(0, 200) }),
  };
}

/** Metadata of machines carries their start-up scripts and the keys that may log in. */
function plantedCode(call: Call): Entities {
  const items = listAt(valueAt(call.payload, "metadata"), "instanceMetadataDelta", "addedMetadataKeys");
  const keys = items.filter((key) => typeof key === "string").join(",");
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: "instance",
    traits: /startup-script|ssh-?keys/i.test(keys) || keys === "" ? ["remote_code"] : [],
    detail: detail({ keys }),
  };
}
