/**
 * The constructs, each of which can be used by itself in any CDKTF app. What is a choice takes its settings from a
 * schema: `managedPostgresSettings({ kind: 'managed' })` checks them and fills the defaults in.
 *
 * @packageDocumentation
 */

// An account on AWS, and what its providers and its state take.
export { AccountSettings, accountSettings } from './account/settings';
export type { TypedSettings } from './telling/settings';
export { awsProvider } from './providers/aws';
export { clusterProviders } from './providers/cluster';
export { stateBackend } from './state/backend';
export {
  HcpStateSettings,
  hcpStateSettings,
  LocalStateSettings,
  localStateSettings,
  S3StateSettings,
  s3StateSettings,
  StateSettings,
  stateSettings,
} from './state/settings';
export { Names } from './names/names';
export { StateBucket, type StateBucketProps } from './state/state-bucket';
export { holdsData, KeepHeldData } from './protection/held-data';
export { renamed } from './protection/renamed';

// Network and cluster.
export * from './network';
export type { SubnetRanges } from './network/connection';
export {
  ExistingNetworkSettings,
  existingNetworkSettings,
  ManagedNetworkSettings,
  managedNetworkSettings,
  type NatChoice,
  NetworkSettings,
  networkSettings,
  VpcEndpointService,
} from './network/settings';
export { ManagedNetwork, type ManagedNetworkProps } from './network/managed-network';
export {
  type AllowedConnections,
  type FirewalledZone,
  NetworkFirewall,
  type NetworkFirewallProps,
} from './network/network-firewall';
export { NatGateways, type NatGatewaysProps, type NatZone } from './network/nat-gateways';
export { ZONE_LETTERS, type ZoneLetter } from './network/network-zone';
export { ExistingNetwork } from './network/existing-network';
export {
  DataStoreClientRules,
  type DataStoreClientRulesProps,
  type DataStoreGroup,
} from './data-stores/data-store-client-rules';
export { DataStoreSecurityGroup, type DataStoreSecurityGroupProps } from './data-stores/data-store-security-group';
export * from './egress';
export { EgressSettings, egressSettings } from './network/egress-settings';
export * from './cluster';
export type { AutoModeNodesConnection, KubeconfigConnection } from './cluster/connection';
export { ManagedCluster, type ManagedClusterProps } from './cluster/managed-cluster';
export { ExistingCluster } from './cluster/existing-cluster';
export {
  ClusterSettings,
  clusterSettings,
  type EksClusterSettings,
  ExistingClusterSettings,
  existingClusterSettings,
  KubeconfigClusterSettings,
  kubeconfigClusterSettings,
  ManagedClusterSettings,
  managedClusterSettings,
  NodeGroupSettings,
} from './cluster/settings';

// Identity and encryption.
export type { Grantee } from './identity/grantee';
export { ExistingRole, type ExistingRoleProps } from './identity/existing-role';
export { boundRoles } from './identity/permissions-boundary';
export { PodIdentityRole, type PodIdentityRoleProps } from './identity/pod-identity-role';
export {
  policyDocument,
  type PolicyConditions,
  type PolicyPrincipals,
  type PolicyStatement,
} from './identity/policy-document';
export { EncryptionKey, type EncryptionKeyProps } from './encryption/encryption-key';
export type { KeyUsingService } from './encryption/key-use';

// What the applications' namespace consists of.
export { Namespace, type NamespaceProps } from './kubernetes/namespace';
export { type KubernetesManifest, ManifestRelease, type ManifestReleaseProps } from './helm/manifest-release';
export {
  CertificateAuthority as ClusterCertificateAuthority,
  type CertificateAuthorityProps as ClusterCertificateAuthorityProps,
} from './kubernetes/certificate-authority';
export type { CertificateAuthority } from './kubernetes/authority-mounts';
export { AutoModeNodes, type AutoModeNodesProps } from './kubernetes/auto-mode-nodes';
export { DefaultStorageClass, type DefaultStorageClassProps } from './kubernetes/default-storage-class';
export { PlannerRights, type PlannerRightsProps } from './kubernetes/planner-rights';
export { SecretStores, type SecretStoresProps } from './operators/secret-stores';
export * from './network-policies';
export type { Labels } from './network-policies/flow';
export type { LiteLlmShape } from './litellm/pods';
export type { OutsideLocation, PodsLocation, SubnetsLocation } from './network-policies/location';
export type { CiliumEntity, Reach, Surroundings } from './network-policies/surroundings';
export { NetworkPolicySettings, networkPolicySettings, PolicyEngineSettings } from './network-policies/settings';
export * from './secrets';
export {
  AwsSecretsSettings,
  awsSecretsSettings,
  InClusterSecretsSettings,
  inClusterSecretsSettings,
  SecretRotation,
  SecretSource,
  SecretsSettings,
  secretsSettings,
} from './secrets/settings';

// Data stores.
export * from './data-stores';
export type { AwsDataStoreWiring, DataStoreNetwork, DataStoreWiring } from './data-stores/wiring';
export * from './postgres';
export type { PostgresAddress, PostgresTls, PostgresUrl } from './postgres/connection';
export type { BootstrappedDatabase } from './postgres/database-bootstrap';
export {
  ExternalDatabase,
  externalDatabase,
  ExternalPostgresSettings,
  externalPostgresSettings,
  InClusterPostgresSettings,
  inClusterPostgresSettings,
  ManagedPostgresSettings,
  managedPostgresSettings,
  POSTGRES_MAJOR_VERSIONS,
  PostgresImage,
  type PostgresMajorVersion,
  PostgresSettings,
  postgresSettings,
} from './postgres/settings';
export * from './redis';
export type { ClusterRedis, RedisUrl, SentinelRedis, SingleRedis } from './redis/connection';
export {
  EvictionPolicy,
  ExternalRedisSettings,
  externalRedisSettings,
  InClusterRedisSettings,
  inClusterRedisSettings,
  ManagedRedisSettings,
  managedRedisSettings,
  RedisServersSettings,
  redisServersSettings,
  RedisSettings,
  redisSettings,
} from './redis/settings';
export * from './storage';
export {
  ExistingStorageSettings,
  existingStorageSettings,
  ManagedStorageSettings,
  managedStorageSettings,
  StorageSettings,
  storageSettings,
  VolumeStorageSettings,
  volumeStorageSettings,
} from './storage/settings';

// Charts.
export * from './images';
export { EcrCacheImages, ecrCacheImages, ImagesSettings, imagesSettings } from './images/settings';
export type { ChartValue, ChartValues } from './helm/chart-values';
export type { SecretKey } from './litellm/virtual-key';
export {
  AwsLoadBalancerController,
  type AwsLoadBalancerControllerProps,
} from './operators/aws-load-balancer-controller';
export { CertManager, type CertManagerProps } from './operators/cert-manager';
export { CloudNativePg, type CloudNativePgProps } from './operators/cloud-native-pg';
export { ExternalDns, type ExternalDnsProps, type RecordSource } from './operators/external-dns';
export { ExternalSecrets, type ExternalSecretsProps } from './operators/external-secrets';
export { Reloader, type ReloaderProps } from './operators/reloader';

// Applications, what they state of themselves, and how they are reached.
export type { Application, ApplicationNeeds, EgressSource, NamedService, Passthrough } from './application/application';
export type { DeployedApplication, FlowContext } from './application/deployed-application';
export type { ContainerVariables, EnvVar } from './helm/container-variables';
export type { ValueMap } from './helm/helm-merge';
export type { EntryKey, KnownChart, KnownRelease, PassthroughChart } from './helm/known-chart';
export type { ProtectedValue, ProtectedVariable, Protection } from './helm/protected-values';
export type { JsonObject, JsonValue } from './json/json-with-references';
export type { OutsideService } from './network-policies/outside-service';
export { LiteLlm, type LiteLlmProps } from './litellm/litellm';
export { litellmDatabase } from './litellm/database-owner';
export { litellmRedisUses } from './litellm/redis-uses';
export { LiteLlmModel, LiteLlmSettings, litellmSettings } from './litellm/settings';
export { OpenWebUi, type OpenWebUiProps } from './open-webui/open-webui';
export { OPEN_WEBUI_DATABASE } from './open-webui/database-owner';
export { OPEN_WEBUI_REDIS } from './open-webui/redis-use';
export { OpenWebUiSettings, openWebUiSettings } from './open-webui/settings';
export * from './search';
export type { ExternalSearchConnection, NoSearchConnection, SearxngConnection } from './search/connection';
export { SearchSettings, searchSettings } from './search/settings';
export * from './gateway';
export type { AlbGatewayConnection, EnvoyGatewayConnection, NoGatewayConnection } from './gateway/connection';
export type { RouteService } from './gateway/application-route';
export type { Exposure, RoutedPods } from './gateway/exposure';
export {
  GatewaySettings,
  gatewaySettings,
  ManagedWebAclSettings,
  managedWebAclSettings,
  WebAclSettings,
  webAclSettings,
} from './gateway/settings';
export { WebAcl, type WebAclProps } from './gateway/web-acl';
export { Certificate, type CertificateProps } from './dns/certificate';
export { DnsSettings, dnsSettings, Route53DnsSettings, route53DnsSettings } from './dns/settings';
export type { WiredConnection, Wiring } from './wiring/wiring';
export type { PlainHop, PlainHops } from './wiring/plain-hop';
