import { textsAt, valueAt } from "../../fields.ts";
import type { Call } from "./extractor.ts";

/**
 * Subnets and security groups that a function is attached to, each as one text of sorted ids: the
 * pair by which AWS shares network interfaces between functions, hence the key to join them on.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function vpcDetail(
  subnets: readonly string[],
  groups: readonly string[],
): { readonly subnetIds: string; readonly securityGroupIds: string } {
  return { subnetIds: sortedIds(subnets), securityGroupIds: sortedIds(groups) };
}

/** Comma-joined ids in one order and without doubles; empty for none. */
export function sortedIds(ids: readonly string[]): string {
  return [...new Set(ids)].toSorted().join(",");
}

/** The answer names the attachment that the function has after the call, even when the request did not. */
export function vpcOfCall(call: Call): ReturnType<typeof vpcDetail> {
  const answered = valueAt(call.response, "vpcConfig");
  const vpc = textsAt(answered, "subnetIds").length > 0 ? answered : valueAt(call.request, "vpcConfig");
  return vpcDetail(textsAt(vpc, "subnetIds"), textsAt(vpc, "securityGroupIds"));
}
