import { UserError } from "../../util/errors.ts";
import { describe } from "./read-file.ts";
import { Config } from "./schema.ts";

/** What environment variables say, held to the schema. Throws UserError that names every wrong one. */
export function checkConfig(given: unknown): Config {
  const parsed = Config.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${variable(issue.path)}: ${describe({ ...issue, path: [] })}`);
  throw new UserError(problems.join("\n"), "See `faastrail config show` for the settings.");
}

function variable(path: readonly PropertyKey[]): string {
  return `FAASTRAIL_${path.map(String).join("_").toUpperCase()}`;
}
