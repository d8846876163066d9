/** A new base image: the pipeline redeploys everything within minutes, and some functions start by reading their secrets. */
import { account, pipeline, runtime } from "../../lib/gcp/callers.mjs";
import { accessSecret } from "../../lib/gcp/calls.mjs";
import { updateFunction } from "../../lib/gcp/deployments.mjs";
import { SERVICES, deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  for (const [index, name] of SERVICES.entries()) {
    const at = Date.parse("2026-10-20T13:00:00Z") + index * 20_000;
    addLong(`redeploy ${name}`, at, pipeline(), updateFunction(name, { account: account(`fn-${name}`), revision: 50 }));
    add(`start ${name}`, at + 90_000, runtime(account(`fn-${name}`)), accessSecret(`${name}-db`));
  }
}
