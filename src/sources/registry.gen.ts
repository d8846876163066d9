// Written by `npm run gen`; do not edit.
import type { Source } from "./contract.ts";
import awsCloudtrail from "./aws/cloudtrail.ts";
import awsGuardduty from "./aws/guardduty.ts";
import awsLambdaLogs from "./aws/lambda-logs.ts";
import awsRoute53Resolver from "./aws/route53-resolver.ts";
import awsVpcFlow from "./aws/vpc-flow.ts";
import azureActivity from "./azure/activity.ts";

/** Every log source, by id. */
export const SOURCES: readonly Source[] = [awsCloudtrail, awsGuardduty, awsLambdaLogs, awsRoute53Resolver, awsVpcFlow, azureActivity];
