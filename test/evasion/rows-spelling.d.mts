import type { Row } from "./row.ts";

export const SPELLING_ROWS: readonly Row[];
