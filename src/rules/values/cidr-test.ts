// Networks of `|cidr`. Logs put service names and other words where an address is expected; those are in no network.
import ipaddr from "ipaddr.js";
import type { ValueTest } from "../logic.ts";

/** Whether an address lies in a network (`10.0.0.0/8`, `2001:db8::/32`, or one address); or why it cannot be read. */
export function cidrTest(text: string): ValueTest | { readonly error: string } {
  const network = readNetwork(text);
  if (network === null) return { error: `"${text}" is no network in CIDR form, such as 10.0.0.0/8 or 2001:db8::/32` };
  const [base, bits] = network;
  const accepts = (value: unknown): boolean => {
    const address = typeof value === "string" ? readAddress(value) : null;
    return address !== null && address.kind() === base.kind() && address.match(base, bits);
  };
  return { accepts, absent: false, literals: [] };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function readNetwork(text: string): [Address, number] | null {
  try {
    if (text.includes("/")) return ipaddr.parseCIDR(text);
    const address = readAddress(text);
    return address === null ? null : [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return null;
  }
}

/** IPv4 only in four parts: the library would also read `10` or `0x7f.1` as one. Mapped IPv6 counts as IPv4. */
function readAddress(text: string): Address | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.process(text);
}
