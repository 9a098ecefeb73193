import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  account: { id: '777777777777', region: 'us-west-2' },
  state: { kind: 's3', bucket: 'example-llm-gateway-state', region: 'us-west-2' },
  network: { kind: 'managed', cidr: '10.70.0.0/16', availabilityZones: 3, nat: 'per-az' },
  cluster: {
    kind: 'managed',
    compute: { kind: 'auto-mode' },
    endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] },
  },
  secrets: { kind: 'aws-secrets-manager', recoveryWindowDays: 30 },
  postgres: { kind: 'managed', capacity: { kind: 'serverless', minAcu: 1, maxAcu: 16 }, readers: 1 },
  redis: {
    openwebui: { kind: 'managed', nodeType: 'cache.m7g.large', replicas: 1 },
    litellm: { kind: 'managed', nodeType: 'cache.m7g.large', replicas: 1 },
  },
  storage: { kind: 'managed', logRetentionDays: 365 },
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.example.com', litellm: 'llm.example.com' },
    certificateArn: 'arn:aws:acm:us-west-2:777777777777:certificate/77777777-7777-7777-7777-777777777777',
    scheme: 'internet-facing',
    allowedCidrs: ['203.0.113.0/24'],
  },
  litellm: {
    shape: 'split',
    adminUi: true,
    metrics: true,
    replicas: { min: 3, max: 12 },
    database: { authentication: 'iam' },
    models: [
      { name: 'claude-sonnet', provider: 'bedrock', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' },
      { name: 'nova-pro', provider: 'bedrock', model: 'us.amazon.nova-pro-v1:0' },
      { name: 'embeddings', provider: 'bedrock', model: 'amazon.titan-embed-text-v2:0', mode: 'embedding' },
    ],
    fallbacks: { 'claude-sonnet': ['nova-pro'] },
  },
  openwebui: { replicas: 2, admin: { email: 'admin@example.com' } },
});
