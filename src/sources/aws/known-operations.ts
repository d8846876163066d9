/**
 * Operations that this source draws facts from, in the vendor's spelling. Only for these can odd
 * case be mended; a test holds that every operation named by the stage rules is here.
 */
export const KNOWN_OPERATIONS: ReadonlySet<string> = new Set(
  `
  AddLayerVersionPermission AddPermission CreateAlias CreateEventSourceMapping CreateFunction CreateFunctionUrlConfig
  DeleteAlias DeleteEventSourceMapping DeleteFunction DeleteFunctionConcurrency DeleteFunctionUrlConfig Invoke InvokeAsync
  InvokeWithResponseStream PublishLayerVersion PublishVersion PutFunctionConcurrency RemovePermission UpdateAlias
  UpdateEventSourceMapping UpdateFunctionCode UpdateFunctionConfiguration UpdateFunctionUrlConfig
`
    .trim()
    .split(/\s+/),
);
