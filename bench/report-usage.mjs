/** Preloaded into a measured process: prints what it cost as its last line on stderr. */
import { writeSync } from "node:fs";

process.on("exit", () => {
  const usage = process.resourceUsage();
  const cost = { cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6, rss: usage.maxRSS * 1024 };
  writeSync(2, `\nfaastrail-bench-usage ${JSON.stringify(cost)}\n`);
});
