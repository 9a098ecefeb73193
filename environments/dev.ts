import { defineEnvironment } from './schema';

/**
 * The whole platform on AWS for as little as it goes: one NAT gateway, spot nodes, a database that pauses. What holds
 * data here can be deleted without a trace, so keep nothing in it that you would miss.
 *
 * Before you use it: replace the account id, the state bucket and the range that may reach the Kubernetes API.
 */
export default defineEnvironment({
  // Terraform works in this account and refuses every other one.
  account: { id: '111111111111', region: 'eu-central-1' },
  state: { kind: 's3', bucket: 'example-inferencehub-dev-state', region: 'eu-central-1' },
  tags: { team: 'ai-platform', stage: 'dev' },
  protection: false,
  network: {
    kind: 'managed',
    cidr: '10.10.0.0/16',
    availabilityZones: 2,
    nat: 'single',
    // S3's endpoint is free; the others would cost more than the NAT traffic that they save here.
    endpoints: ['s3'],
    flowLogRetentionDays: 7,
  },
  cluster: {
    kind: 'managed',
    compute: {
      kind: 'managed-node-groups',
      groups: {
        // Safe to lose: every data store is outside the cluster. Several types, so that some spot capacity is there.
        default: {
          capacity: 'spot',
          instanceTypes: ['m7g.large', 'm6g.large', 'r7g.large', 'r6g.large'],
          minSize: 2,
          maxSize: 4,
        },
      },
    },
    // From a desk without a VPN: your own ranges, never 0.0.0.0/0.
    endpointAccess: { kind: 'public', allowedCidrs: ['203.0.113.0/24'] },
    logRetentionDays: 7,
  },
  postgres: {
    kind: 'managed',
    // Pauses when nobody is connected; LiteLLM's pool keeps it awake while LiteLLM runs.
    capacity: { kind: 'serverless', minAcu: 0, maxAcu: 2, pauseAfterSeconds: 300 },
    readers: 0,
    backupRetentionDays: 1,
  },
  redis: {
    openwebui: { kind: 'managed', nodeType: 'cache.t4g.micro', replicas: 0, snapshotRetentionDays: 0 },
    litellm: { kind: 'managed', nodeType: 'cache.t4g.micro', replicas: 0, snapshotRetentionDays: 0 },
  },
  storage: { kind: 'managed', logRetentionDays: 14 },
  litellm: {
    replicas: { min: 1, max: 2 },
    adminUi: true,
    models: [
      { name: 'claude-sonnet', provider: 'bedrock', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' },
      { name: 'embeddings', provider: 'bedrock', model: 'amazon.titan-embed-text-v2:0', mode: 'embedding' },
    ],
  },
});
