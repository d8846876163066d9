/** How the records of a corpus stand in its files, and how the yardsticks find one operation in them. */

const BY_LOG = {
  "aws/cloudtrail": { operation: ".eventName", list: ".Records" },
  "gcp/audit": { operation: ".protoPayload.methodName", list: "." },
  "azure/activity": { operation: ".operationName", list: ".records" },
  "m365/audit": { operation: ".Operation", list: "." },
  "google-workspace/reports": { operation: ".id.applicationName", list: ".items" },
};

/**
 * @param {{source?: string, form?: string, logs?: string}} corpus what corpus.json says; CloudTrail if it says nothing
 * @returns {{logs: string, form: "lines" | "list" | "csv", list: string, operation: string}} `list`: where the list of records is in a file, as jq says it
 */
export function formOf({ source = "aws/cloudtrail", form = "list", logs = "AWSLogs" }) {
  return { logs, form, ...BY_LOG[source] };
}

/** All records of one file. */
export function recordsOf(text, { form, list }) {
  if (form === "lines")
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const value = JSON.parse(text);
  return list === "." ? value : value[list.slice(1)];
}

/** The jq program that prints the records of an operation that nobody calls. */
export function jqProgram({ form, list, operation }) {
  return `${form === "lines" ? "." : `${list}[]`} | select(${operation} == "NoSuchOperation")`;
}

/** The query that counts the same with DuckDB; `files` is a glob. */
export function duckDbQuery(files, { form, list, operation }) {
  const source = `'${files.replaceAll("'", "''")}', maximum_object_size = 268435456`;
  const isBare = form === "lines" || list === ".";
  const rows = isBare
    ? `select json as r from read_json(${source}, format = '${form === "lines" ? "newline_delimited" : "array"}', records = false, columns = {"json": 'JSON'})`
    : `select unnest("${list.slice(1)}") as r from read_json(${source}, columns = {"${list.slice(1)}": 'JSON[]'})`;
  return `select count(*) filter (r->>'$${operation}' = 'NoSuchOperation') as found, count(*) as all_records from (${rows})`;
}
