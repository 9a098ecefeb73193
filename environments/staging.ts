import { defineEnvironment } from './schema';

/**
 * Like prod, smaller, and mixed: each data store is chosen by itself. PostgreSQL is Aurora, LiteLLM's cache is on a
 * Redis that exists already, and Open WebUI's sessions are on a Valkey in the cluster.
 *
 * Before you use it: replace the account id, the roles, the state bucket, the ranges, the certificate and the host
 * names, and set LITELLM_REDIS_PASSWORD and OPENAI_API_KEY where you deploy.
 */
export default defineEnvironment({
  account: {
    id: '222222222222',
    region: 'eu-central-1',
    assumeRoleArn: 'arn:aws:iam::222222222222:role/inferencehub-deploy',
  },
  state: { kind: 's3', bucket: 'example-inferencehub-staging-state', region: 'eu-central-1' },
  tags: { team: 'ai-platform', stage: 'staging' },
  network: { kind: 'managed', cidr: '10.20.0.0/16', availabilityZones: 2, nat: 'single', flowLogRetentionDays: 90 },
  cluster: {
    kind: 'managed',
    compute: { kind: 'auto-mode' },
    // The VPN's range, and that of the runners that deploy.
    endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] },
    access: { operators: ['arn:aws:iam::222222222222:role/ai-platform-engineer'] },
  },
  postgres: { kind: 'managed', capacity: { kind: 'serverless', minAcu: 0.5, maxAcu: 4 }, readers: 1 },
  redis: {
    // LiteLLM's rate limits and spend queues are here too, under a user and a prefix of their own.
    openwebui: { kind: 'in-cluster', maxmemoryMib: 256, storageGib: 2 },
    litellm: {
      kind: 'external',
      url: 'rediss://litellm:${LITELLM_REDIS_PASSWORD}@litellm-cache.example.com:6379/0',
      // It is yours; saying how it is set lets the platform check it.
      evictionPolicy: 'allkeys-lru',
    },
  },
  storage: { kind: 'managed', logRetentionDays: 90 },
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.staging.example.com' },
    certificateArn: 'arn:aws:acm:eu-central-1:222222222222:certificate/22222222-2222-2222-2222-222222222222',
    allowedCidrs: ['10.0.0.0/8'],
  },
  litellm: {
    models: [
      { name: 'claude-sonnet', provider: 'bedrock', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' },
      { name: 'gpt-4o', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' },
      { name: 'embeddings', provider: 'bedrock', model: 'amazon.titan-embed-text-v2:0', mode: 'embedding' },
    ],
    fallbacks: { 'gpt-4o': ['claude-sonnet'] },
  },
  openwebui: { replicas: 2, admin: { email: 'admin@example.com' } },
});
