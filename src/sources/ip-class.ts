import ipaddr from "ipaddr.js";
import type { IpClass } from "../facts/kinds.ts";
import { remember } from "../util/remember.ts";

interface Address {
  readonly srcIp: string | null;
  readonly srcIpClass: IpClass;
}

const NO_ADDRESS: Address = { srcIp: null, srcIpClass: "none" };
const classify = remember(20_000, classifyText);

/** Address and its class. A service's DNS name or "AWS Internal" has no address. */
export function classifyAddress(value: string | null): Address {
  return value === null ? NO_ADDRESS : classify(value);
}

function classifyText(value: string): Address {
  // Some exporters pad octets with zeroes, which strict parsers take for octal.
  const plain = value.replace(/\b0+(?=\d+(\.|$))/g, "");
  if (!ipaddr.isValid(plain)) return { srcIp: null, srcIpClass: "service" };
  const range = ipaddr.process(plain).range();
  return { srcIp: value, srcIpClass: range === "unicast" ? "public" : reservedClass(range) };
}

function reservedClass(range: string): IpClass {
  const inside = ["private", "uniqueLocal", "linkLocal", "loopback", "carrierGradeNat", "unspecified"];
  // Anonymised logs carry documentation and reserved addresses in the place of public ones.
  return inside.includes(range) ? "private" : "public";
}
