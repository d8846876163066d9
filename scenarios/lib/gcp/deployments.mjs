/** Calls that put automations in place, each as the long-running operation or the single entry that its service logs. */
import { NUMBER, PROJECT, REGION, hexFrom } from "./entry.mjs";

const F2 = "google.cloud.functions.v2.FunctionService";

/** The first entry of a second-generation function speaks snake case, the last one camel case. */
function function2(name, method, fn, request) {
  const resource = `projects/${PROJECT}/locations/${REGION}/functions/${name}`;
  const { account, asked = account, runtime = "python312", entryPoint = "main", build, tool = "cli-gcloud", event } = fn;
  const revision = hexFrom(`${name} ${fn.revision ?? 1}`, 6);
  return {
    service: "cloudfunctions.googleapis.com",
    method: `${F2}.${method}`,
    resource,
    type: "cloud_function",
    labels: { function_name: name, region: REGION },
    permissions: [`cloudfunctions.functions.${method === "CreateFunction" ? "create" : "update"}`],
    request: {
      "@type": `type.googleapis.com/${F2.replace(".FunctionService", "")}.${method}Request`,
      function: {
        build_config: {
          entry_point: entryPoint,
          runtime,
          source: {
            storage_source: { bucket: `gcf-v2-uploads-${NUMBER}-${REGION}`, object: `${hexFrom(`${name} zip ${revision}`, 32)}.zip` },
          },
        },
        ...(event === undefined
          ? {}
          : {
              event_trigger: {
                event_filters: event,
                event_type: "google.cloud.audit.log.v1.written",
                service_account_email: fn.triggerAccount,
              },
            }),
        name: resource,
        service_config: { available_memory: "256Mi", ...(asked === null ? {} : { service_account_email: asked }) },
      },
      parent: `projects/${PROJECT}/locations/${REGION}`,
      ...request,
    },
    response: {
      "@type": "type.googleapis.com/google.cloud.functions.v2.Function",
      buildConfig: {
        entryPoint,
        runtime,
        serviceAccount: `projects/${PROJECT}/serviceAccounts/${build ?? `${NUMBER}-compute@developer.gserviceaccount.com`}`,
        source: { storageSource: { bucket: `gcf-v2-sources-${NUMBER}-${REGION}`, object: `${name}/function-source.zip` } },
      },
      environment: "GEN_2",
      ...(event === undefined
        ? {}
        : {
            eventTrigger: {
              eventFilters: event,
              eventType: "google.cloud.audit.log.v1.written",
              serviceAccountEmail: fn.triggerAccount,
              trigger: `projects/${PROJECT}/locations/${REGION}/triggers/${name}-${hexFrom(name, 6)}`,
            },
          }),
      labels: { "deployment-tool": tool },
      name: resource,
      serviceConfig: {
        ingressSettings: "ALLOW_ALL",
        revision: `${name}-00001-${revision.slice(0, 3)}`,
        service: `projects/${PROJECT}/locations/${REGION}/services/${name}`,
        serviceAccountEmail: account,
        uri: `https://${name}-${hexFrom("uri", 10)}-ew.a.run.app`,
      },
      state: "ACTIVE",
    },
  };
}

export function createFunction(name, fn) {
  return function2(name, "CreateFunction", fn, { function_id: name });
}

export function updateFunction(name, fn, paths = ["build_config.source"]) {
  return function2(
    name,
    "UpdateFunction",
    { ...fn, asked: paths.some((path) => path.includes("service_account")) ? fn.account : null },
    { update_mask: { paths } },
  );
}

/** The first generation: one interface in camel case, no answer in the last entry. */
export function createFunction1(name, fn = {}) {
  const resource = `projects/${PROJECT}/locations/${REGION}/functions/${name}`;
  return {
    service: "cloudfunctions.googleapis.com",
    method: "google.cloud.functions.v1.CloudFunctionsService.CreateFunction",
    resource,
    type: "cloud_function",
    labels: { function_name: name, region: REGION },
    permissions: ["cloudfunctions.functions.create"],
    request: {
      "@type": "type.googleapis.com/google.cloud.functions.v1.CreateFunctionRequest",
      function: {
        entryPoint: "main",
        httpsTrigger: {},
        labels: { "deployment-tool": fn.tool ?? "cli-firebase" },
        name: resource,
        runtime: "nodejs20",
        ...(fn.account === undefined ? {} : { serviceAccountEmail: fn.account }),
        sourceUploadUrl: `https://storage.googleapis.com/uploads-${NUMBER}/${hexFrom(name, 16)}.zip?X-Goog-Signature=redacted`,
      },
      location: `projects/${PROJECT}/locations/${REGION}`,
    },
  };
}

export function updateFunction1(name, fn = {}) {
  const call = createFunction1(name, fn);
  return { ...call, method: call.method.replace("Create", "Update"), permissions: ["cloudfunctions.functions.update"] };
}

/** Opens a second-generation function: its service's policy is written whole. */
export function setInvokers(service, members) {
  const policy = { bindings: [{ members, role: "roles/run.invoker" }] };
  return {
    service: "run.googleapis.com",
    method: "google.cloud.run.v1.Services.SetIamPolicy",
    resource: `namespaces/${PROJECT}/services/${service}`,
    type: "cloud_run_revision",
    labels: { configuration_name: "", location: REGION, revision_name: "", service_name: service },
    permissions: ["run.services.setIamPolicy"],
    request: {
      "@type": "type.googleapis.com/google.iam.v1.SetIamPolicyRequest",
      policy,
      resource: `projects/${PROJECT}/locations/${REGION}/services/${service}`,
    },
    response: { "@type": "type.googleapis.com/google.iam.v1.Policy", ...policy, etag: "BwY=" },
  };
}

/** The service behind a second-generation function, as the functions agent writes it. */
export function writeService(name, account) {
  const service = {
    apiVersion: "serving.knative.dev/v1",
    kind: "Service",
    metadata: { name, namespace: NUMBER },
    spec: {
      template: {
        spec: { containers: [{ image: `${REGION}-docker.pkg.dev/${PROJECT}/gcf-artifacts/${name}:latest` }], serviceAccountName: account },
      },
    },
  };
  return {
    service: "run.googleapis.com",
    method: "google.cloud.run.v1.Services.CreateService",
    resource: `namespaces/${PROJECT}/services/${name}`,
    type: "cloud_run_revision",
    labels: { configuration_name: name, location: REGION, revision_name: "", service_name: name },
    permissions: ["run.services.create"],
    request: { "@type": "type.googleapis.com/google.cloud.run.v1.CreateServiceRequest", parent: `namespaces/${PROJECT}`, service },
    response: service,
  };
}

function jobCall(name, method, more) {
  return {
    service: "run.googleapis.com",
    method: `google.cloud.run.v2.Jobs.${method}`,
    resource: `projects/${PROJECT}/locations/${REGION}/jobs/${name}`,
    type: "cloud_run_job",
    labels: { job_name: name, location: REGION },
    ...more,
  };
}

export function createJob(name, account, image) {
  const job = { template: { template: { containers: [{ image }], service_account: account } } };
  return jobCall(name, "CreateJob", {
    permissions: ["run.jobs.create"],
    request: {
      "@type": "type.googleapis.com/google.cloud.run.v2.CreateJobRequest",
      job,
      job_id: name,
      parent: `projects/${PROJECT}/locations/${REGION}`,
    },
    response: {
      "@type": "type.googleapis.com/google.cloud.run.v2.Job",
      name: `projects/${PROJECT}/locations/${REGION}/jobs/${name}`,
      template: { template: { containers: [{ image }], serviceAccount: account } },
    },
  });
}

export function runJob(name, args) {
  return jobCall(name, "RunJob", {
    log: "data_access",
    permissions: ["run.jobs.run"],
    request: {
      "@type": "type.googleapis.com/google.cloud.run.v2.RunJobRequest",
      name: `projects/${PROJECT}/locations/${REGION}/jobs/${name}`,
      ...(args === undefined ? {} : { overrides: { container_overrides: [{ args }] } }),
    },
    response: { metadata: { name: `${name}-${hexFrom(name, 5)}` } },
  });
}

export function createTrigger(name, service, filters, account) {
  const trigger = {
    destination: { cloud_run: { region: REGION, service } },
    event_filters: filters,
    name: `projects/${PROJECT}/locations/${REGION}/triggers/${name}`,
    service_account: account,
  };
  return {
    service: "eventarc.googleapis.com",
    method: "google.cloud.eventarc.v1.Eventarc.CreateTrigger",
    resource: `projects/${PROJECT}/locations/${REGION}/triggers/${name}`,
    type: "audited_resource",
    labels: { method: "google.cloud.eventarc.v1.Eventarc.CreateTrigger", service: "eventarc.googleapis.com" },
    permissions: ["eventarc.triggers.create"],
    request: {
      "@type": "type.googleapis.com/google.cloud.eventarc.v1.CreateTriggerRequest",
      parent: `projects/${PROJECT}/locations/${REGION}`,
      trigger,
      trigger_id: name,
    },
    response: {
      "@type": "type.googleapis.com/google.cloud.eventarc.v1.Trigger",
      destination: { cloudRun: { region: REGION, service } },
      eventFilters: filters,
      name: trigger.name,
      serviceAccount: account,
    },
  };
}

/** A schedule that calls an interface with a token of its own. */
export function createSchedule(name, { uri, account, schedule = "*/30 * * * *" }) {
  return {
    service: "cloudscheduler.googleapis.com",
    method: "google.cloud.scheduler.v1.CloudScheduler.CreateJob",
    resource: `projects/${PROJECT}/locations/${REGION}/jobs/${name}`,
    type: "cloud_scheduler_job",
    labels: { job_id: name, location: REGION },
    permissions: ["cloudscheduler.jobs.create"],
    request: {
      "@type": "type.googleapis.com/google.cloud.scheduler.v1.CreateJobRequest",
      job: {
        httpTarget: { httpMethod: "POST", oauthToken: { serviceAccountEmail: account }, uri },
        name: `projects/${PROJECT}/locations/${REGION}/jobs/${name}`,
        schedule,
      },
      parent: `projects/${PROJECT}/locations/${REGION}`,
    },
  };
}

export function createBuild(id, account, image = "gcr.io/google.com/cloudsdktool/cloud-sdk") {
  const build = {
    options: { logging: "CLOUD_LOGGING_ONLY" },
    serviceAccount: `projects/${PROJECT}/serviceAccounts/${account}`,
    steps: [{ entrypoint: "bash", name: image }],
  };
  return {
    service: "cloudbuild.googleapis.com",
    method: "google.devtools.cloudbuild.v1.CloudBuild.CreateBuild",
    resource: `projects/${PROJECT}/builds`,
    type: "build",
    labels: { build_id: id, build_trigger_id: "" },
    permissions: ["cloudbuild.builds.create"],
    request: { "@type": "type.googleapis.com/google.devtools.cloudbuild.v1.CreateBuildRequest", build, projectId: PROJECT },
    response: { "@type": "type.googleapis.com/google.longrunning.Operation", metadata: { build: { ...build, id } } },
  };
}
