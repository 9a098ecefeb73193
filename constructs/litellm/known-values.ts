/** The values that the pinned chart 1.0.0 has. */
export const KNOWN_VALUES = `
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
`;

/** The values that the pinned classic chart has. */
export const CLASSIC_KNOWN_VALUES = `
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
`;
