/** A developer deploys a first-generation function with Firebase; it runs as the default account, which machines use as well, and everybody may call it. */
import { DEFAULT_COMPUTE, machine, person, runtime } from "../../lib/gcp/callers.mjs";
import { accessSecret, createKey, keyId } from "../../lib/gcp/calls.mjs";
import { createFunction, createFunction1, setInvokers, updateFunction1 } from "../../lib/gcp/deployments.mjs";
import { account } from "../../lib/gcp/callers.mjs";
import { PROJECT } from "../../lib/gcp/entry.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const FIREBASE = "FirebaseCLI/13.22.0";

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  const developer = person("carla", { agent: FIREBASE });
  for (const name of ["onUserCreate", "sendWelcome"]) addLong(`deploy ${name}`, "2026-10-14T15:00:00Z", developer, createFunction1(name));
  addLong("again", "2026-10-17T15:10:00Z", developer, updateFunction1("sendWelcome"));
  addLong("web", "2026-10-17T15:20:00Z", developer, createFunction("web", { account: DEFAULT_COMPUTE, asked: null, tool: "cli-firebase" }));
  add("open", "2026-10-17T15:22:00Z", developer, setInvokers("web", ["allUsers"]));
  add("read", "2026-10-17T15:25:00Z", runtime(`${PROJECT}@appspot.gserviceaccount.com`), accessSecret("mail-gateway"));
  // A machine with the same default account keeps a key fresh, as it always did.
  for (const day of ["05", "09", "13", "17", "20"])
    add(
      `machine ${day}`,
      `2026-10-${day}T04:00:00Z`,
      machine(DEFAULT_COMPUTE),
      createKey(account("backup-writer"), keyId(`machine ${day}`)),
    );
}
