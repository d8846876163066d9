/** An invented company in Microsoft 365: one tenant, twelve people who work with mail and files, a handful of flows. */
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";

export const TENANT = uuidFrom("m365/tenant");
export const DOMAIN = "contoso.example";
export const ENVIRONMENT = `Default-${TENANT}`;
export const DAY = 86_400_000;
/** First day of all stories. */
export const BEGIN = Date.parse("2026-10-01T07:00:00Z");

/** Somebody who signs in with a name. Addresses are from the documentation ranges. */
export function person(name, ip) {
  return {
    name,
    user: `${name}@${DOMAIN}`,
    oid: uuidFrom(`m365/user/${name}`),
    puid: uuidFrom(`m365/puid/${name}`).slice(0, 16).replace(/-/g, "0").toUpperCase(),
    ip,
  };
}

export const ADA = person("ada", "198.51.100.20"); // administrator
export const HEIDI = person("heidi", "198.51.100.21"); // human resources
export const OMAR = person("omar", "198.51.100.22");
export const EVA = person("eva", "198.51.100.23");
export const PEOPLE = [
  ADA,
  HEIDI,
  OMAR,
  EVA,
  ...["nils", "ruth", "tara", "ugo", "vera", "wim", "xenia", "yan"].map((name, i) => person(name, `198.51.100.${30 + i}`)),
];

/** Eva as seen from where the thief sits who stole her session. */
export const THIEF = { ...EVA, ip: "203.0.113.66" };
/** A guest of the tenant from another company. */
export const GUEST = {
  name: "mallory",
  user: `mallory_partner.example#EXT#@contoso.onmicrosoft.com`,
  oid: uuidFrom("m365/user/mallory"),
  puid: "1003200FFFFFFFFF",
  ip: "203.0.113.70",
  guest: true,
};
export const OUTSIDE = "drop@mailbox.example";

export const APPS = {
  connectors: "7ab7862c-4c57-491e-8a45-d52a7e023983",
  outlook: "00000002-0000-0ff1-ce00-000000000000",
  portal: "6204c1d1-4712-4c46-a7d9-3ed63d992682",
  office: "4765445b-32c6-49b0-83e6-1d93765276ca",
};
/** Where connectors call from. */
export const CONNECTORS_IP = "20.150.129.194";

export function flow(name) {
  const id = uuidFrom(`m365/flow/${name}`);
  const hex = uuidFrom(`m365/workflow/${name}`).replaceAll("-", "");
  return { name, id, agent: `azure-logic-apps/1.0 (workflow ${hex}; version 08584483333333333333) microsoft-flow/1.0` };
}

/** A person's doing through the connectors of a flow. */
export const through = (owner, of) => ({ ...owner, ip: CONNECTORS_IP, app: APPS.connectors, agent: of.agent });
