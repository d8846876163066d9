/*
 * Names of methods as services log them: fully qualified, bare, with a slash in front, or in the
 * dotted form of older services: https://cloud.google.com/logging/docs/audit/services
 */

/** `CreateFunction` of `google.cloud.functions.v2.FunctionService.CreateFunction`; `subnetworks.patch` of `v1.compute.subnetworks.patch`. */
export function operationName(method: string): string {
  const parts = method
    .replace(/^\//, "")
    .split(/[./]/)
    .filter((part) => part !== "");
  const last = parts.at(-1) ?? method;
  if (/^setiampolicy$/i.test(last)) return "SetIamPolicy";
  if (/^[A-Z]/.test(last) || parts.length === 1) return last;
  return parts.slice(-2).join(".");
}

/** `run` of `run.googleapis.com`. */
export function serviceName(host: string): string {
  return host.toLowerCase().replace(/\.googleapis\.com$/, "");
}
