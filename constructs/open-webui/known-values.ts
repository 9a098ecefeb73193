/** The values that the pinned chart has. */
export const KNOWN_VALUES = `
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
`;
