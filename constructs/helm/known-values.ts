import type { ApplicationChart } from './protected-values';

/**
 * The values that the pinned charts have, by chart: a line for each map, with its path and the keys in it. Taken from their
 * values.yaml and templates. A map that is not here takes any key: Kubernetes'
 * own objects, labels, subcharts.
 */
export const KNOWN_VALUES: Readonly<Record<ApplicationChart, string>> = {
  litellm: `
(top): backend billingMetrics database extraResources fullnameOverride gateway image imagePullSecrets ingress masterKey migrationJob monolith nameOverride redis serviceAccounts ui
backend: affinity deploymentAnnotations deploymentLabels enabled envConfigMaps envSecrets extraContainers extraEnv extraInitContainers hpa lifecycle livenessProbe logLevel minReadySeconds nodeSelector pdb podAnnotations podLabels podSecurityContext readinessProbe replicaCount resources securityContext service startupProbe strategy terminationGracePeriodSeconds tolerations topologySpreadConstraints volumeMounts volumes
backend.hpa: behavior enabled maxReplicas minReplicas targetCPUUtilizationPercentage targetMemoryUtilizationPercentage
backend.pdb: enabled maxUnavailable minAvailable
backend.service: annotations loadBalancerClass port type
billingMetrics: caSecretName enabled endpoint exportIntervalMs secretName
database: connectionPool reader writer
database.connectionPool: enabled maxClientConn maxDbConnections
database.reader: dbname host passwordSecret port schema useAzureEntraAuth useIAMAuth
database.reader.passwordSecret: name passwordKey usernameKey
database.writer: dbname host passwordSecret port schema sslMode sslRootCert useAzureEntraAuth useIAMAuth
database.writer.passwordSecret: name passwordKey usernameKey
gateway: affinity collector config deploymentAnnotations deploymentLabels enabled envConfigMaps envSecrets extraContainers extraEnv extraInitContainers hpa keda lifecycle livenessProbe logLevel metricsServer minReadySeconds nodeSelector numWorkers pdb podAnnotations podLabels podSecurityContext readinessProbe replicaCount resources securityContext service serviceMonitor startupProbe strategy terminationGracePeriodSeconds tolerations topologySpreadConstraints volumeMounts volumes
gateway.collector: address bufferSize drainTimeoutSeconds enabled onUnavailable resources scaleOnGatewayContainerCpu
gateway.config: create proxy_config
gateway.hpa: behavior enabled maxReplicas minReplicas targetCPUUtilizationPercentage targetMemoryUtilizationPercentage targetRequestsPerSecond targetTokensPerSecond
gateway.keda: advanced cooldownPeriod enabled fallback maxReplicaCount minReplicaCount pollingInterval prometheus triggers
gateway.keda.prometheus: serverAddress targetRequestsPerSecond targetTokensPerSecond
gateway.metricsServer: enabled port resources
gateway.pdb: enabled maxUnavailable minAvailable
gateway.service: annotations loadBalancerClass port type
gateway.serviceMonitor: enabled interval labels scrapeTimeout
image: digest pullPolicy repository tag
ingress: annotations className controller enabled extraPaths host tls
masterKey: generate secretKey secretName
migrationJob: activeDeadlineSeconds affinity automountServiceAccountToken backoffLimit enabled extraContainers extraEnv extraInitContainers hooks nodeSelector podLabels podSecurityContext resources securityContext serviceAccountName tolerations ttlSecondsAfterFinished volumeMounts volumes
migrationJob.hooks: argocd helm
migrationJob.hooks.argocd: enabled
migrationJob.hooks.helm: enabled weight
monolith: enabled extraArgs
redis: cluster host passwordSecret port
redis.passwordSecret: name passwordKey
serviceAccounts: backend gateway ui
serviceAccounts.backend: annotations automount create name
serviceAccounts.gateway: annotations automount create name
serviceAccounts.ui: annotations automount create name
ui: affinity backendUrl deploymentAnnotations deploymentLabels enabled envConfigMaps envSecrets extraContainers extraEnv extraInitContainers hpa lifecycle livenessProbe logLevel minReadySeconds nodeSelector pdb podAnnotations podLabels podSecurityContext readinessProbe replicaCount resources securityContext service startupProbe strategy terminationGracePeriodSeconds tolerations topologySpreadConstraints volumeMounts volumes
ui.hpa: behavior enabled maxReplicas minReplicas targetCPUUtilizationPercentage targetMemoryUtilizationPercentage
ui.pdb: enabled maxUnavailable minAvailable
ui.service: annotations loadBalancerClass port type
`,
  'litellm-helm': `
(top): affinity args autoscaling billingMetrics collector command db deploymentAnnotations deploymentLabels deploymentMinReadySeconds envVars environmentConfigMaps environmentSecrets extraContainers extraEnvVars extraInitContainers extraResources fullnameOverride image imagePullSecrets ingress k8s-aibom keda lifecycle listen livenessProbe logLevel masterkey masterkeySecretKey masterkeySecretName metricsServer migrationJob nameOverride nodeSelector numWorkers pdb podAnnotations podLabels podSecurityContext postgresql proxyConfigMap proxy_config readinessProbe redis replicaCount resources securityContext service serviceAccount serviceMonitor startupProbe strategy terminationGracePeriodSeconds tolerations topologySpreadConstraints volumeMounts volumes
autoscaling: behavior enabled maxReplicas minReplicas targetCPUUtilizationPercentage targetMemoryUtilizationPercentage targetRequestsPerSecond targetTokensPerSecond
billingMetrics: caSecretName enabled endpoint exportIntervalMs secretName
collector: address bufferSize command drainTimeoutSeconds enabled onUnavailable resources scaleOnProxyContainerCpu
db: connectionPool database deployStandalone endpoint readReplicaUrl secret url useExisting useStackgresOperator
db.connectionPool: enabled maxClientConn maxDbConnections
db.secret: endpointKey name passwordKey readReplicaEndpointKey readReplicaUrlKey usernameKey
image: pullPolicy repository tag
ingress: annotations className enabled hosts labels tls
k8s-aibom: enabled
keda: behavior cooldownPeriod enabled maxReplicas minReplicas pollingInterval prometheus restoreToOriginalReplicaCount scaledObject triggers
keda.prometheus: requestsPerSecond serverAddress tokensPerSecond
keda.scaledObject: annotations
metricsServer: enabled port
migrationJob: activeDeadlineSeconds annotations backoffLimit enabled extraContainers extraInitContainers hooks resources serviceAccountName ttlSecondsAfterFinished
migrationJob.hooks: argocd helm
migrationJob.hooks.argocd: enabled
migrationJob.hooks.helm: enabled weight
pdb: annotations enabled labels maxUnavailable minAvailable
proxyConfigMap: create key name
service: annotations loadBalancerClass port type
serviceAccount: annotations automount create name
serviceMonitor: annotations enabled interval labels namespaceSelector relabelings scrapeTimeout
serviceMonitor.namespaceSelector: matchNames
`,
  'open-webui': `
(top): affinity annotations args clusterDomain command commonEnvVars containerSecurityContext copyAppData databaseUrl enableOpenaiApi extraEnvFrom extraEnvVars extraInitContainers extraLabels extraResources fullnameOverride hostAliases image imagePullSecrets ingress livenessProbe logging managedCertificate nameOverride namespaceOverride nodeSelector ollama ollamaUrls ollamaUrlsFromExtraEnv openaiApiKey openaiApiKeyExistingSecret openaiApiKeyExistingSecretKey openaiApiKeys openaiApiKeysExistingSecret openaiApiKeysExistingSecretKey openaiBaseApiUrl openaiBaseApiUrls persistence pipelines podAnnotations podLabels podSecurityContext priorityClassName readinessProbe replicaCount resources revisionHistoryLimit route runtimeClassName service serviceAccount sso startupProbe strategy terminals tika tolerations topologySpreadConstraints volumeMounts volumes websocket workload
copyAppData: args command resources
image: pullPolicy repository tag useSlim
ingress: additionalHosts annotations class enabled existingSecret extraLabels host tls
logging: components level
logging.components: audio comfyui config db images main models ollama openai rag webhook
managedCertificate: domains enabled name
persistence: accessModes annotations azure enabled existingClaim gcs labels provider s3 selector size storageClass subPath
persistence.azure: container endpointUrl key keyExistingSecret keyExistingSecretKey
persistence.gcs: appCredentialsJson appCredentialsJsonExistingSecret appCredentialsJsonExistingSecretKey bucket
persistence.s3: accessKey accessKeyExistingAccessKey accessKeyExistingSecret bucket endpointUrl keyPrefix region secretKey secretKeyExistingSecret secretKeyExistingSecretKey
route: additionalRules annotations apiVersion backendRef enabled extraLabels filters hostnames httpsRedirect kind labels matches parentRefs redirect
route.backendRef: group kind weight
service: annotations appProtocol clusterIP containerPort labels loadBalancerClass loadBalancerIP namespace nodePort port type
serviceAccount: annotations automountServiceAccountToken create enable name
sso: enableGroupManagement enableRoleManagement enableSignup enabled github google groupManagement mergeAccountsByEmail microsoft oidc roleManagement trustedHeader
sso.github: clientExistingSecret clientExistingSecretKey clientId clientSecret enabled
sso.google: clientExistingSecret clientExistingSecretKey clientId clientSecret enabled
sso.groupManagement: groupsClaim
sso.microsoft: clientExistingSecret clientExistingSecretKey clientId clientSecret enabled tenantId
sso.oidc: clientExistingSecret clientExistingSecretKey clientId clientIdExistingSecretKey clientSecret enabled existingConfig existingConfigProviderUrlKey providerName providerUrl scopes
sso.roleManagement: adminRoles allowedRoles rolesClaim
sso.trustedHeader: emailHeader enabled nameHeader
volumeMounts: container initContainer
websocket: enabled existingSecret existingSecretKey manager nodeSelector redis url
websocket.redis: affinity annotations args command containerSecurityContext enabled image labels podSecurityContext pods resources service tolerations
websocket.redis.image: pullPolicy pullSecretName repository tag
websocket.redis.pods: annotations labels
websocket.redis.service: annotations containerPort labels nodePort port portName type
workload: kind
`,
};
