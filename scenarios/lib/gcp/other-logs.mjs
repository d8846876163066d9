/** Entries of logs that are no audit logs: requests, DNS, flows and exported findings. Shapes as https://cloud.google.com/run/docs/logging and others show them. */
import { NUMBER, PROJECT, REGION, hexFrom, insertId, rfc3339 } from "./entry.mjs";

function plain(label, ms, log, resource, more) {
  return {
    insertId: insertId(label),
    ...more,
    logName: `projects/${PROJECT}/logs/${encodeURIComponent(log)}`,
    receiveTimestamp: rfc3339(ms + 900, `${label} received`),
    resource,
    timestamp: rfc3339(ms, label),
  };
}

export function request(label, ms, service, { ip, path = "/", status = 200 }) {
  const labels = {
    configuration_name: service,
    location: REGION,
    project_id: PROJECT,
    revision_name: `${service}-00001-abc`,
    service_name: service,
  };
  return plain(
    label,
    ms,
    "run.googleapis.com/requests",
    { labels, type: "cloud_run_revision" },
    {
      httpRequest: {
        remoteIp: ip,
        requestMethod: "GET",
        requestUrl: `https://${service}-x-ew.a.run.app${path}`,
        status,
        userAgent: "curl/8.5.0",
      },
    },
  );
}

export function lookup(label, ms, queryName, sourceIP) {
  const labels = { location: REGION, project_id: PROJECT, source_type: "vpc", target_type: "external" };
  return plain(
    label,
    ms,
    "dns.googleapis.com/dns_queries",
    { labels, type: "dns_query" },
    {
      jsonPayload: { queryName, queryType: "A", responseCode: "NOERROR", sourceIP, sourceNetwork: "main" },
    },
  );
}

export function flow(label, ms, src_ip, dest_ip, dest_port) {
  const labels = { location: REGION, project_id: PROJECT, subnetwork_name: "serverless" };
  return plain(
    label,
    ms,
    "compute.googleapis.com/vpc_flows",
    { labels, type: "gce_subnetwork" },
    {
      jsonPayload: {
        bytes_sent: "5342",
        connection: { dest_ip, dest_port, protocol: 6, src_ip, src_port: 40122 },
        reporter: "SRC",
        src_vpc: { project_id: PROJECT, subnetwork_name: "serverless", vpc_name: "main" },
      },
    },
  );
}

/** A finding as a continuous export writes it to Cloud Logging. */
export function finding(label, ms, category, service) {
  const resourceName = `//run.googleapis.com/projects/${PROJECT}/locations/${REGION}/services/${service}`;
  const at = new Date(ms).toISOString();
  return plain(
    label,
    ms,
    "securitycenter.googleapis.com/findings",
    { labels: { project_id: PROJECT }, type: "project" },
    {
      jsonPayload: {
        finding: {
          category,
          createTime: at,
          eventTime: at,
          findingClass: "THREAT",
          name: `organizations/${NUMBER}/sources/7/findings/${hexFrom(label, 32)}`,
          resourceName,
          severity: "HIGH",
          state: "ACTIVE",
        },
        resource: { name: resourceName, projectDisplayName: PROJECT },
      },
    },
  );
}
