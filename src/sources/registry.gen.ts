// Written by `npm run gen`; do not edit.
import type { Source } from "./contract.ts";
import awsCloudtrail from "./aws/cloudtrail.ts";
import awsGuardduty from "./aws/guardduty.ts";
import awsLambdaLogs from "./aws/lambda-logs.ts";
import awsRoute53Resolver from "./aws/route53-resolver.ts";
import awsVpcFlow from "./aws/vpc-flow.ts";
import azureActivity from "./azure/activity.ts";
import azureAppServiceAudit from "./azure/app-service-audit.ts";
import azureAppServiceHttp from "./azure/app-service-http.ts";
import azureAutomationJobs from "./azure/automation-jobs.ts";
import azureEntraAudit from "./azure/entra-audit.ts";
import azureEntraSignin from "./azure/entra-signin.ts";
import azureFunctionAppLogs from "./azure/function-app-logs.ts";
import azureKeyVault from "./azure/key-vault.ts";
import azureNsgFlow from "./azure/nsg-flow.ts";
import azureStorage from "./azure/storage.ts";
import azureVnetFlow from "./azure/vnet-flow.ts";
import azureWorkflowRuntime from "./azure/workflow-runtime.ts";
import gcpAudit from "./gcp/audit.ts";
import gcpDns from "./gcp/dns.ts";
import gcpRunRequests from "./gcp/run-requests.ts";
import gcpScc from "./gcp/scc.ts";
import gcpVpcFlow from "./gcp/vpc-flow.ts";
import googleWorkspaceReports from "./google-workspace/reports.ts";
import googleWorkspaceScriptLogs from "./google-workspace/script-logs.ts";
import googleWorkspaceScriptProcesses from "./google-workspace/script-processes.ts";
import m365Audit from "./m365/audit.ts";
import m365GraphActivity from "./m365/graph-activity.ts";
import m365MessageTrace from "./m365/message-trace.ts";

/** Every log source, by id. */
export const SOURCES: readonly Source[] = [awsCloudtrail, awsGuardduty, awsLambdaLogs, awsRoute53Resolver, awsVpcFlow, azureActivity, azureAppServiceAudit, azureAppServiceHttp, azureAutomationJobs, azureEntraAudit, azureEntraSignin, azureFunctionAppLogs, azureKeyVault, azureNsgFlow, azureStorage, azureVnetFlow, azureWorkflowRuntime, gcpAudit, gcpDns, gcpRunRequests, gcpScc, gcpVpcFlow, googleWorkspaceReports, googleWorkspaceScriptLogs, googleWorkspaceScriptProcesses, m365Audit, m365GraphActivity, m365MessageTrace];
