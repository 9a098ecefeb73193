import { defineEnvironment } from './schema';

/**
 * Three zones, and nothing that one of them can take down: a NAT gateway in each, Aurora with a reader to fail over to,
 * two ElastiCache replication groups across zones. What holds data is protected from deletion, and the Kubernetes API
 * is reachable from the VPN alone.
 *
 * Before you use it: replace the account id, the roles and their boundary, the state bucket and its key, the ranges, the
 * certificate and the host names, and put Anthropic's key into the secret named below (or take that model out).
 */
export default defineEnvironment({
  account: {
    id: '333333333333',
    region: 'eu-central-1',
    assumeRoleArn: 'arn:aws:iam::333333333333:role/inferencehub-deploy',
    // What the roles may have at most, whoever deploys; `npx inferencehub iam-policy prod` prints it, to be made first.
    permissionsBoundaryArn: 'arn:aws:iam::333333333333:policy/prod-boundary',
  },
  state: {
    kind: 's3',
    bucket: 'example-inferencehub-prod-state',
    region: 'eu-central-1',
    kmsKeyArn: 'arn:aws:kms:eu-central-1:333333333333:key/33333333-3333-3333-3333-333333333333',
  },
  tags: { team: 'ai-platform', stage: 'prod', 'cost-center': '4711' },
  network: {
    kind: 'managed',
    cidr: '10.30.0.0/16',
    availabilityZones: 3,
    // Calls to AWS' own services do not pass it: each has an endpoint in the VPC.
    nat: 'per-az',
  },
  cluster: {
    kind: 'managed',
    compute: { kind: 'auto-mode' },
    // The VPN's range, and that of the runners that deploy.
    endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] },
    access: {
      admins: ['arn:aws:iam::333333333333:role/ai-platform-admin'],
      operators: ['arn:aws:iam::333333333333:role/ai-platform-engineer'],
      readers: ['arn:aws:iam::333333333333:role/developer'],
    },
  },
  secrets: { kind: 'aws-secrets-manager', recoveryWindowDays: 30 },
  postgres: {
    kind: 'managed',
    capacity: { kind: 'provisioned', instanceClass: 'db.r7g.large' },
    // LiteLLM reads from it, and it takes over when the writer is lost.
    readers: 1,
    backupRetentionDays: 35,
  },
  redis: {
    openwebui: { kind: 'managed', nodeType: 'cache.m7g.large', replicas: 1, snapshotRetentionDays: 7 },
    litellm: { kind: 'managed', nodeType: 'cache.m7g.large', replicas: 1 },
  },
  storage: { kind: 'managed', logRetentionDays: 365 },
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.example.com', litellm: 'llm.example.com' },
    certificateArn: 'arn:aws:acm:eu-central-1:333333333333:certificate/33333333-3333-3333-3333-333333333333',
    allowedCidrs: ['10.0.0.0/8'],
    waf: { kind: 'managed' },
  },
  litellm: {
    shape: 'split',
    replicas: { min: 3, max: 10 },
    models: [
      { name: 'claude-sonnet', provider: 'bedrock', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' },
      { name: 'nova-lite', provider: 'bedrock', model: 'eu.amazon.nova-lite-v1:0' },
      { name: 'embeddings', provider: 'bedrock', model: 'amazon.titan-embed-text-v2:0', mode: 'embedding' },
      {
        name: 'claude-sonnet-direct',
        provider: 'anthropic',
        model: 'claude-sonnet-4-5-20250929',
        apiKey: { secretsManager: 'ai-platform/anthropic', property: 'apiKey' },
      },
    ],
    fallbacks: { 'claude-sonnet': ['claude-sonnet-direct', 'nova-lite'] },
  },
  openwebui: { replicas: 3, resources: { cpu: 1, memoryGib: 4 }, admin: { email: 'admin@example.com' } },
});
