import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../util/package-root.ts";

/** Version of the installed package. */
export function programVersion(): string {
  const file: unknown = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
  return typeof file === "object" && file !== null && "version" in file && typeof file.version === "string" ? file.version : "unknown";
}
