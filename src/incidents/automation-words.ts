import type { AutomationKind } from "../facts/kinds.ts";

/** What people call each kind of automation. */
export const AUTOMATION_WORDS: Readonly<Record<AutomationKind, string>> = {
  lambda: "Lambda function",
  layer: "code layer",
  flow: "flow",
  script: "script",
  run: "container service",
  function: "function",
  workflow: "workflow",
  job: "job",
  schedule: "schedule",
  build: "build project",
  app: "application",
  role: "shared identity",
};
