/** Setting name as a dotted path, and how the text of an environment variable is read. */
export const SETTINGS = {
  format: "text",
  rules: "list",
  exclusions: "text",
  store: "text",
  fail_on: "text",
  min_severity: "text",
  color: "text",
  quiet: "boolean",
  "limits.file_bytes": "number",
  "limits.expanded_bytes": "number",
  "limits.depth": "number",
  "limits.record_bytes": "number",
  "limits.activity_rows": "number",
  "limits.role_days": "number",
} as const satisfies Readonly<Record<string, "text" | "list" | "boolean" | "number">>;
export type SettingName = keyof typeof SETTINGS;

export function envName(setting: SettingName): string {
  return `FAASTRAIL_${setting.replace(".", "_").toUpperCase()}`;
}

export function settingNames(): readonly SettingName[] {
  // The keys of a constant object are exactly its type's keys.
  return Object.keys(SETTINGS) as SettingName[];
}
