import type { Row } from "./row.ts";

export const ROUTE_ROWS: readonly Row[];
