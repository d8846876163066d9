import type { ComponentChildren, VNode } from "preact";
import { AUTOMATION_WORDS } from "../../../src/incidents/automation-words.ts";
import type { Incident } from "../../../src/incidents/incident.ts";
import { formatTime } from "../times.ts";
import { PRIVILEGE_WORDS } from "../words.ts";
import { Id, Text } from "./text.tsx";

/** The who, what and when of an incident as a list of terms. */
export function IncidentFacts({ incident }: { readonly incident: Incident }): VNode {
  return (
    <dl class="facts">
      <Term name={`Automation (${AUTOMATION_WORDS[incident.automation.kind] ?? incident.automation.kind})`}>
        <Id value={incident.automation.id} />
      </Term>
      <Term name="Account">
        <Text value={incident.account} /> <span class="under">{incident.provider}</span>
      </Term>
      <Term name="Deployed by">
        {incident.deployers.length === 0
          ? "not in these logs"
          : incident.deployers.map((deployer) => (
              <p>
                <Id value={deployer.id} />{" "}
                <span class="under">
                  <Text value={deployer.type.replaceAll("_", " ")} />
                </span>
              </p>
            ))}
      </Term>
      <Term name="Runs as">
        {incident.run_as.length === 0
          ? "not in these logs"
          : incident.run_as.map((identity) => (
              <p>
                <Id value={identity.id} />{" "}
                <span class={`tag privilege-${identity.privilege}`}>{PRIVILEGE_WORDS[identity.privilege] ?? identity.privilege}</span>
              </p>
            ))}
      </Term>
      <Term name="First seen">
        <Text value={formatTime(incident.first_seen)} />
      </Term>
      <Term name="Last seen">
        <Text value={formatTime(incident.last_seen)} />
      </Term>
    </dl>
  );
}

function Term({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
