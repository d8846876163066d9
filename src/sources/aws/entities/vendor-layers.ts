/**
 * Accounts that publish Lambda layers or base images for the public. A listed publisher only
 * makes a layer less remarkable; it never hides the change itself.
 */
export const VENDOR_LAYER_ACCOUNTS: ReadonlyMap<string, string> = new Map([
  // https://docs.datadoghq.com/serverless/libraries_integrations/extension/
  ["464622532012", "Datadog"],
  // https://docs.powertools.aws.dev/lambda/python/latest/#lambda-layer
  ["017000801446", "Powertools for AWS Lambda"],
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-insights.html
  ["580247275435", "CloudWatch Lambda Insights"],
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html
  ["177933569100", "AWS Parameters and Secrets extension, us-east-1"],
  // https://aws-otel.github.io/docs/getting-started/lambda
  ["901920570463", "AWS Distro for OpenTelemetry"],
  // https://docs.newrelic.com/docs/serverless-function-monitoring/aws-lambda-monitoring/instrument-lambda-function/
  ["451483290750", "New Relic"],
  // https://docs.lumigo.io/docs/lambda-layers
  ["114300393969", "Lumigo"],
]);
