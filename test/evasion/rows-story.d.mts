import type { Row } from "./row.ts";

export const STORY_ROWS: readonly Row[];
