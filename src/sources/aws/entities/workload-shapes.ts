import type { AutomationKind } from "../../../facts/kinds.ts";

/*
 * Serverless compute other than Lambda: what stands before the name in its ARNs, and how the service
 * names the sessions of its role. ARN formats: https://docs.aws.amazon.com/service-authorization/latest/reference/
 * Session names are as recorded; the services do not document them.
 */

export interface WorkloadShape {
  readonly kind: AutomationKind;
  /** Service part of the ARN. */
  readonly service: string;
  /** Resource types that all mean the same thing; the first is used in ids. Each ends in its separator. */
  readonly types: readonly [string, ...string[]];
  /** Names of its role's sessions, where they do not carry the thing's own name. */
  readonly sessions?: string;
  /** The id behind the name belongs to the thing: `service/NAME/ID`. */
  readonly keepsId?: true;
}

/** Thirty-two characters, as ECS tasks and Step Functions write them. */
const RANDOM_32 = "?".repeat(32);

export const WORKLOADS = {
  stateMachine: { kind: "workflow", service: "states", types: ["stateMachine:", "execution:", "express:"], sessions: RANDOM_32 },
  /** A single state tried out under a role is a run without a workflow: named by its role. */
  stateTest: { kind: "workflow", service: "states", types: ["test-state/"], sessions: RANDOM_32 },
  buildProject: { kind: "job", service: "codebuild", types: ["project/"], sessions: "AWSCodeBuild-*" },
  glueJob: { kind: "job", service: "glue", types: ["job/"], sessions: "GlueJobRunnerSession" },
  glueEndpoint: { kind: "job", service: "glue", types: ["devEndpoint/"] },
  glueSession: { kind: "job", service: "glue", types: ["session/"] },
  taskDefinition: { kind: "job", service: "ecs", types: ["task-definition/"], sessions: RANDOM_32 },
  daemonTask: { kind: "job", service: "ecs", types: ["daemon-task-definition/"], sessions: RANDOM_32 },
  expressService: { kind: "job", service: "ecs", types: ["express-gateway-service/"], sessions: RANDOM_32 },
  app: { kind: "function", service: "apprunner", types: ["service/"], keepsId: true },
  batchJob: { kind: "job", service: "batch", types: ["job-definition/"], sessions: RANDOM_32 },
  notebook: { kind: "job", service: "sagemaker", types: ["notebook-instance/"], sessions: "SageMaker" },
  trainingJob: { kind: "job", service: "sagemaker", types: ["training-job/"], sessions: "SageMaker" },
  processingJob: { kind: "job", service: "sagemaker", types: ["processing-job/"], sessions: "SageMaker" },
  tuningJob: { kind: "job", service: "sagemaker", types: ["hyper-parameter-tuning-job/"], sessions: "SageMaker" },
  autoMlJob: { kind: "job", service: "sagemaker", types: ["automl-job/"], sessions: "SageMaker" },
  mlPipeline: { kind: "workflow", service: "sagemaker", types: ["pipeline/"], sessions: "SageMaker" },
  model: { kind: "job", service: "sagemaker", types: ["model/"], sessions: "SageMaker" },
  agentRuntime: { kind: "job", service: "bedrock-agentcore", types: ["runtime/"], sessions: "BedrockAgentCore-*" },
  codeInterpreter: {
    kind: "job",
    service: "bedrock-agentcore",
    types: ["code-interpreter-custom/", "code-interpreter/"],
    sessions: "BedrockAgentCore-*",
  },
  agentBrowser: {
    kind: "job",
    service: "bedrock-agentcore",
    types: ["browser-custom/", "browser/"],
    sessions: "BedrockAgentCore-*",
  },
  agentGateway: { kind: "job", service: "bedrock-agentcore", types: ["gateway/"] },
  agentHarness: { kind: "job", service: "bedrock-agentcore", types: ["harness/"], sessions: "BedrockAgentCore-*" },
  agent: { kind: "job", service: "bedrock", types: ["agent/"] },
  promptFlow: { kind: "workflow", service: "bedrock", types: ["flow/"] },
  dataPipeline: { kind: "workflow", service: "datapipeline", types: ["pipeline/"] },
} as const satisfies Readonly<Record<string, WorkloadShape>>;

export type WorkloadName = keyof typeof WORKLOADS;

/** Where the calls of a service name a thing: fields of answer or request that hold its ARN, and of the request for its bare name. */
export interface Place {
  readonly workload: WorkloadName;
  readonly arns?: readonly string[];
  readonly names?: readonly string[];
  /** Operations that the place counts for; all when absent. */
  readonly only?: readonly string[];
}

const AGENT_CORE: readonly Place[] = [
  { workload: "agentRuntime", arns: ["agentRuntimeArn"], names: ["agentRuntimeId", "agentRuntimeName"] },
  { workload: "codeInterpreter", arns: ["codeInterpreterArn"], names: ["codeInterpreterIdentifier", "codeInterpreterId"] },
  { workload: "agentBrowser", arns: ["browserArn"], names: ["browserIdentifier", "browserId"] },
  { workload: "agentGateway", arns: ["gatewayArn"], names: ["gatewayIdentifier", "gatewayId"] },
  { workload: "agentHarness", arns: ["harness.arn", "harness.harnessArn", "harnessArn"], names: ["harnessId", "harnessName"] },
  // A create that failed has no answer, and only its own name.
  { workload: "codeInterpreter", names: ["name"], only: ["CreateCodeInterpreter"] },
  { workload: "agentBrowser", names: ["name"], only: ["CreateBrowser"] },
  { workload: "agentGateway", names: ["name"], only: ["CreateGateway"] },
];

/** By service; the first place that holds anything counts. Field names follow each service's API. */
export const PLACES: Readonly<Record<string, readonly Place[]>> = {
  states: [
    {
      workload: "stateMachine",
      arns: ["stateMachineArn", "stateMachineAliasArn", "stateMachineVersionArn", "executionArn"],
      names: ["name"],
    },
    { workload: "stateTest", names: ["roleArn"], only: ["TestState"] },
  ],
  codebuild: [
    {
      workload: "buildProject",
      arns: ["project.arn", "projectArn", "build.projectArn"],
      names: ["projectName", "build.projectName", "buildBatch.projectName", "sandbox.projectName"],
    },
    { workload: "buildProject", names: ["name"], only: ["CreateProject", "UpdateProject", "DeleteProject"] },
  ],
  glue: [
    { workload: "glueEndpoint", names: ["endpointName"] },
    { workload: "glueSession", names: ["id"], only: ["CreateSession", "DeleteSession"] },
    { workload: "glueSession", names: ["sessionId"] },
    { workload: "glueJob", names: ["jobName"] },
    { workload: "glueJob", names: ["name"], only: ["CreateJob"] },
  ],
  ecs: [
    { workload: "daemonTask", arns: ["daemonTaskDefinitionArn"] },
    {
      workload: "expressService",
      names: ["serviceName", "serviceArn"],
      only: ["CreateExpressGatewayService", "UpdateExpressGatewayService"],
    },
    {
      workload: "taskDefinition",
      arns: ["taskDefinition.taskDefinitionArn"],
      names: ["taskDefinition", "family", "service.taskDefinition"],
    },
  ],
  apprunner: [{ workload: "app", arns: ["service.serviceArn", "serviceArn"], names: ["serviceName"] }],
  batch: [{ workload: "batchJob", arns: ["jobDefinitionArn"], names: ["jobDefinition", "jobDefinitionName"] }],
  sagemaker: [
    { workload: "notebook", names: ["notebookInstanceName"] },
    { workload: "trainingJob", names: ["trainingJobName"] },
    { workload: "processingJob", names: ["processingJobName"] },
    { workload: "tuningJob", names: ["hyperParameterTuningJobName"] },
    { workload: "autoMlJob", names: ["autoMLJobName"] },
    { workload: "mlPipeline", names: ["pipelineName"] },
    { workload: "model", names: ["modelName"] },
  ],
  "bedrock-agentcore": AGENT_CORE,
  "bedrock-agentcore-control": AGENT_CORE,
  bedrock: [
    { workload: "agent", arns: ["agent.agentArn"], names: ["agentId", "agentName"] },
    {
      workload: "promptFlow",
      arns: ["arn"],
      names: ["flowIdentifier", "name"],
      only: ["CreateFlow", "UpdateFlow", "DeleteFlow", "InvokeFlow"],
    },
  ],
  datapipeline: [{ workload: "dataPipeline", names: ["pipelineId"] }],
};
