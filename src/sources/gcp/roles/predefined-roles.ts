/*
 * Predefined roles that give power, by the permissions that they held on 2026-08-22; written by
 * scripts/refresh-gcp-roles.mjs from https://cloud.google.com/iam/docs/reference/rest/v1/roles/list.
 * All others held nothing that counts.
 */

const ADMIN_ROLES = `
  appengineflex.serviceAgent firebase.managementServiceAgent gkehub.crossProjectServiceAgent iam.securityAdmin
  krmapihosting.anthosApiEndpointServiceAgent owner privilegedaccessmanager.folderServiceAgent
  privilegedaccessmanager.organizationServiceAgent privilegedaccessmanager.projectServiceAgent
  privilegedaccessmanager.serviceAgent resourcemanager.folderAdmin resourcemanager.folderIamAdmin
  resourcemanager.organizationAdmin resourcemanager.projectIamAdmin
`;

const ESCALATION_ROLES = `
  aiplatform.colabServiceAgent aiplatform.customCodeServiceAgent aiplatform.extensionServiceAgent
  aiplatform.serviceAgent apigateway.serviceAgent apigee.serviceAgent appengine.serviceAgent assuredoss.admin
  assuredworkloads.admin assuredworkloads.editor backupdr.computeEngineOperator backupdr.serviceAgent
  batch.serviceAgent bigquerycontinuousquery.serviceAgent bigquerydatatransfer.serviceAgent
  bigqueryspark.serviceAgent cloudbuild.admin cloudbuild.builds.builder cloudbuild.builds.editor
  cloudbuild.editor cloudbuild.serviceAgent cloudconfig.serviceAgent clouddeploy.serviceAgent
  clouddeploymentmanager.serviceAgent cloudfunctions.admin cloudfunctions.developer cloudfunctions.editor
  cloudfunctions.serviceAgent cloudmigration.inframanager cloudscheduler.serviceAgent cloudtasks.serviceAgent
  cloudtpu.serviceAgent composer.ServiceAgentV2Ext composer.serviceAgent composer.worker compute.admin
  compute.editor compute.instanceAdmin compute.instanceAdmin.v1 compute.instanceGroupManagerServiceAgent
  compute.serviceAgent configdelivery.serviceAgent connectors.serviceAgent container.serviceAgent dataflow.admin
  dataflow.developer dataflow.serviceAgent datapipelines.serviceAgent dataplex.serviceAgent dataprep.serviceAgent
  dataproc.hubAgent dataproc.serviceAgent deploymentmanager.admin deploymentmanager.editor
  designcenter.serviceAgent earthengine.appsPublisher editor eventarc.serviceAgent firebase.admin
  firebase.developAdmin firebaseapphosting.serviceAgent firebasemods.serviceAgent gameservices.serviceAgent
  genomics.serviceAgent hypercomputecluster.serviceAgent iam.admin iam.dataScientist iam.databasesAdmin
  iam.devOps iam.editor iam.infrastructureAdmin iam.mlEngineer iam.networkAdmin iam.organizationRoleAdmin
  iam.roleAdmin iam.serviceAccountAdmin iam.serviceAccountKeyAdmin iam.serviceAccountTokenCreator
  iam.serviceAccountUser iam.siteReliabilityEngineer iam.workloadIdentityUser integrations.serviceAgent
  krmapihosting.serviceAgent lifesciences.serviceAgent metastore.migrationAdmin ml.serviceAgent
  notebooks.legacyAdmin notebooks.serviceAgent orgpolicy.policyAdmin osconfig.serviceAgent pubsub.serviceAgent
  run.admin run.developer run.editor run.jobsExecutorWithOverrides run.serviceAgent run.sourceDeveloper
  runapps.serviceAgent securesourcemanager.serviceAgent securitycenter.admin
  securitycenter.securityResponseServiceAgent securityposture.admin securityposture.postureDeployer
  serverless.serviceAgent serviceusage.apiKeysAdmin sourcerepo.serviceAgent spanner.serviceAgent storage.editor
  storage.hmacKeyAdmin vmmigration.serviceAgent vpcaccess.serviceAgent workflows.serviceAgent
  workstations.serviceAgent
`;

const DATA_ROLES = `
  aiedgeportal.serviceAgent aiplatform.agentSandboxServiceAgent aiplatform.batchPredictionServiceAgent
  aiplatform.extensionCustomCodeServiceAgent aiplatform.modelMonitoringServiceAgent aiplatform.ragServiceAgent
  aiplatform.reasoningEngineServiceAgent aiplatform.tuningServiceAgent apigee.coreServiceAgent
  apphub.appManagementViewer artifactregistry.containerRegistryMigrationAdmin assuredoss.projectAdmin
  automl.serviceAgent automlrecommendations.serviceAgent backupdr.cloudStorageOperator backupdr.diskOperator
  bigquery.admin bigquery.dataEditor bigquery.dataOwner bigquery.dataViewer bigquery.routineAdmin
  bigquery.routineDataEditor bigquery.routineDataViewer bigquery.securityAdmin bigquery.studioAdmin
  bigqueryconnection.serviceAgent bigquerymigration.worker bigtable.admin bigtable.editor bigtable.reader
  bigtable.user billing.admin ces.serviceAgent chronicle.serviceAgent cloudasset.serviceAgent
  clouddeploy.jobRunner cloudhub.operator cloudkms.cryptoKeyDecrypter cloudkms.cryptoKeyEncrypterDecrypter
  cloudkms.cryptoOperator cloudkms.signer cloudkms.signerVerifier cloudkmskacls.serviceAgent
  cloudmigration.storageaccess cloudoptimization.serviceAgent cloudsql.admin cloudsql.client cloudsql.editor
  cloudsql.instanceUser cloudsql.studioUser cloudsql.viewer cloudtestservice.testAdmin
  cloudtestservice.testViewer cloudtranslate.serviceAgent compliancescanning.serviceAgent
  composer.environmentAndStorageObjectAdmin composer.environmentAndStorageObjectUser
  composer.environmentAndStorageObjectViewer compute.imageUser compute.loadBalancerAdmin compute.networkAdmin
  compute.storageAdmin config.agent contactcenterinsights.serviceAgent container.cloudKmsKeyUser
  container.nodeServiceAccount container.nodeServiceAgent containeranalysis.ServiceAgent
  containerregistry.ServiceAgent containerscanning.ServiceAgent contentwarehouse.serviceAgent dataflow.worker
  datafusion.serviceAgent datalabeling.serviceAgent datamigration.serviceAgent dataplex.discoveryServiceAgent
  dataplex.storageDataOwner dataplex.storageDataReader dataproc.worker datastore.admin datastore.editor
  datastore.owner datastore.user datastore.viewer datastream.bigqueryWriter datastream.serviceAgent
  datastudio.managedStorageServiceAgent designcenter.admin designcenter.editor designcenter.user
  designcenter.viewer dialogflow.serviceAgent discoveryengine.serviceAgent dlp.orgdriver dlp.projectdriver
  dlp.serviceAgent documentaicore.serviceAgent dspm.serviceAgent edgecontainer.clusterServiceAgent
  enterpriseknowledgegraph.serviceAgent firebase.developViewer firebase.editor firebase.sdkAdminServiceAgent
  firebase.viewer firebaseapphosting.computeRunner firebasecrashlytics.serviceAgent firebasedatabase.admin
  firebasedataconnect.serviceAgent firebaserules.firestoreServiceAgent firebaserules.system
  firebasestorage.serviceAgent firebasetelemetry.serviceAgent firestore.serviceAgent fleetengine.serviceAgent
  geminicloudassist.admin geminicloudassist.editor geminicloudassist.user geminicloudassist.viewer
  generativelanguage.serviceAgent gkebackup.serviceAgent gkehub.serviceAgent iam.securityAuditor
  iam.securityReviewer iam.serviceAccountCreator iam.serviceAccountOpenIdTokenCreator iam.supportUser
  issuerswitch.serviceAgent kuberun.eventsControlPlaneServiceAgent livestream.serviceAgent logging.admin
  logging.configWriter logging.privateLogViewer looker.serviceAgent managedflink.serviceAgent
  managedidentities.domaincontrollerOperator mediaasset.serviceAgent metastore.serviceAgent
  migrationcenter.serviceAgent ondemandscanning.serviceAgent retail.serviceAgent routeoptimization.serviceAgent
  run.builder run.sourceViewer saasservicemgmt.serviceAgent secretmanager.admin secretmanager.secretAccessor
  securedlandingzone.bqdwProjectRemediator securitycenter.controlServiceAgent
  securitycenter.securityHealthAnalyticsServiceAgent securitycenter.serviceAgent spanner.admin
  spanner.databaseAdmin spanner.databaseReader spanner.databaseReaderWithDataBoost spanner.databaseUser
  spanner.editor spanner.graphIntelligenceUser speech.serviceAgent storage.admin
  storage.annotationGeneratorService storage.expressModeServiceOutput storage.expressModeUserAccess
  storage.folderAdmin storage.legacyBucketOwner storage.legacyObjectOwner storage.legacyObjectReader
  storage.objectAdmin storage.objectUser storage.objectViewer stream.serviceAgent telcoautomation.serviceAgent
  transcoder.serviceAgent vectorsearch.serviceAgent viewer visionai.serviceAgent visualinspection.serviceAgent
`;

/** Names without `roles/` in words, by power. */
export const ROLES_BY_POWER = [
  [3, ADMIN_ROLES],
  [2, ESCALATION_ROLES],
  [1, DATA_ROLES],
] as const;
