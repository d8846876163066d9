import type { Privilege } from "../../../facts/kinds.ts";
import { lastSegment, parseArn } from "../arn.ts";

/*
 * Policies that AWS itself writes, judged from their published text by the same ladder as inline
 * documents: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 * A policy that is not listed is unknown, never harmless.
 */

const BY_PRIVILEGE: readonly (readonly [Privilege, string])[] = [
  [3, "AdministratorAccess IAMFullAccess"],
  [
    2,
    `PowerUserAccess AWSLambda_FullAccess AWSLambdaFullAccess AmazonECS_FullAccess AmazonSSMFullAccess AmazonSageMakerFullAccess
     AWSCloudFormationFullAccess AWSDataPipeline_FullAccess AWSGlueConsoleFullAccess AWSCodeBuildAdminAccess AWSStepFunctionsFullAccess
     AdministratorAccess-Amplify AdministratorAccess-AWSElasticBeanstalk SystemAdministrator DataScientist AWSOrganizationsFullAccess`,
  ],
  [
    1,
    `AmazonS3FullAccess AmazonS3ReadOnlyAccess SecretsManagerReadWrite AmazonDynamoDBFullAccess AmazonDynamoDBReadOnlyAccess
     AmazonSSMReadOnlyAccess ReadOnlyAccess AmazonEC2FullAccess`,
  ],
  [
    0,
    `AWSLambdaBasicExecutionRole AWSLambdaVPCAccessExecutionRole AWSLambdaSQSQueueExecutionRole AWSLambdaDynamoDBExecutionRole
     AWSLambdaKinesisExecutionRole AWSLambdaMSKExecutionRole AWSLambdaENIManagementAccess AWSLambdaRole AWSLambda_ReadOnlyAccess
     AWSXRayDaemonWriteAccess AWSXrayWriteOnlyAccess CloudWatchLogsFullAccess CloudWatchLambdaInsightsExecutionRolePolicy
     CloudWatchAgentServerPolicy CloudWatchReadOnlyAccess CloudWatchFullAccess AmazonSQSFullAccess AmazonSNSFullAccess
     AmazonEventBridgeFullAccess ViewOnlyAccess IAMUserChangePassword AWSDenyAll AmazonSQSReadOnlyAccess AmazonSNSReadOnlyAccess`,
  ],
];

const PRIVILEGE_BY_NAME: ReadonlyMap<string, Privilege> = new Map(
  BY_PRIVILEGE.flatMap(([privilege, names]) => names.split(/\s+/).map((name): [string, Privilege] => [name.toLowerCase(), privilege])),
);

/** Privilege of a policy that AWS manages; null for customers' own and for unlisted ones. */
export function namedPolicyPrivilege(policyArn: string | null): Privilege | null {
  const arn = parseArn(policyArn);
  if (arn === null || arn.account !== "aws") return null;
  return PRIVILEGE_BY_NAME.get(lastSegment(arn.resource).toLowerCase()) ?? null;
}
