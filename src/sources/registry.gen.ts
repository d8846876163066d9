// Written by `npm run gen`; do not edit.
import type { Source } from "./contract.ts";
import awsCloudtrail from "./aws/cloudtrail.ts";
import awsGuardduty from "./aws/guardduty.ts";

/** Every log source, by id. */
export const SOURCES: readonly Source[] = [awsCloudtrail, awsGuardduty];
