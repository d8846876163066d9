/*
 * Names as CloudTrail spells them, by their lower case form: Hive and Athena know columns and fields in lower case only.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-understanding.html
 */

const FIELDS = `eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage
requestParameters responseElements additionalEventData requestID eventID readOnly resources eventType apiVersion managementEvent
recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory tlsDetails sessionCredentialFromConsole
edgeDeviceDetails serviceEventDetails addendum eventContext`;

const INNER = `type principalId arn accountId accessKeyId userName invokedBy sessionContext attributes creationDate mfaAuthenticated
sessionIssuer webIdFederationData federatedProvider sourceIdentity ec2RoleDelivery ec2IssuedInVpc inScopeOf issuerType
credentialsIssuedTo onBehalfOf userId identityStoreArn identityProvider credentialId assumedRoot reason updatedFields
originalRequestID originalEventID tlsVersion cipherSuite clientProvidedHostHeader`;

function byLowerCase(names: string): ReadonlyMap<string, string> {
  return new Map(names.split(/\s+/).map((name) => [name.toLowerCase(), name]));
}

/** Fields of a record. */
export const FIELD_NAMES = byLowerCase(FIELDS);

/** Fields inside `userIdentity`, `addendum` and `tlsDetails`. */
export const INNER_NAMES = byLowerCase(INNER);

/** Fields of an item of `resources`, where the ARN is in capitals. */
export const RESOURCE_NAMES: ReadonlyMap<string, string> = new Map([...INNER_NAMES, ["arn", "ARN"]]);
