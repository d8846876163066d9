/** Preloaded into a measured process: prints what it cost as its last line on stderr. */
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// A thread of it would report what all of them had cost by its own end.
if (isMainThread) process.on("exit", report);

function report() {
  const usage = process.resourceUsage();
  const cost = { cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, rss: usage.maxRSS * 1024 };
  writeSync(2, `\nfaastrail-bench-usage ${JSON.stringify(cost)}\n`);
}
