import { defineEnvironment } from './schema';

/**
 * Nothing of its own that holds data: a cluster, a VPC, a bucket, PostgreSQL and two Redis that are there already. The
 * platform adds the applications and their wiring.
 *
 * Each `${NAME}` is read from the environment of whoever deploys, written straight into AWS Secrets Manager, and kept in
 * no file. Before you use it: replace the account id, the ids and names of what you have, and the host names.
 */
export default defineEnvironment({
  account: { id: '444444444444', region: 'eu-central-1' },
  state: { kind: 'hcp', organization: 'example', project: 'inferencehub' },
  tags: { team: 'ai-platform', stage: 'external' },
  network: {
    kind: 'existing',
    vpcId: 'vpc-0444444444444444a',
    privateSubnetIds: ['subnet-0444444444444444a', 'subnet-0444444444444444b'],
  },
  // HCP Terraform's runners have no aws CLI: Terraform asks for the cluster's token itself.
  cluster: { kind: 'existing', name: 'shared', authentication: 'token' },
  postgres: {
    kind: 'external',
    // The whole connection string, as an operator hands it over.
    openwebui: { url: '${OPENWEBUI_DATABASE_URL}' },
    // Or only its password; `sslmode` says how the server is checked.
    litellm: {
      url: 'postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@postgres.example.com:5432/litellm?sslmode=verify-full',
      readerUrl:
        'postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@postgres-ro.example.com:5432/litellm?sslmode=verify-full',
    },
  },
  redis: {
    // Sessions, and LiteLLM's rate limits and spend queues under a key prefix of their own: nothing of it may be evicted.
    openwebui: {
      kind: 'external',
      url: 'rediss://:${OPENWEBUI_REDIS_PASSWORD}@sessions.example.com:6379/0',
      evictionPolicy: 'noeviction',
    },
    litellm: { kind: 'external', url: '${LITELLM_REDIS_URL}', evictionPolicy: 'allkeys-lru' },
  },
  storage: { kind: 'existing', bucket: 'example-inferencehub-files' },
  gateway: {
    kind: 'envoy',
    hosts: { openwebui: 'chat.external.example.com' },
    // A Secret with the certificate, in the environment's namespace.
    tlsSecret: 'chat-tls',
  },
  search: { kind: 'external', engine: 'tavily', apiKey: '${TAVILY_API_KEY}' },
  litellm: {
    models: [
      { name: 'gpt-4o', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' },
      {
        name: 'claude-sonnet',
        provider: 'anthropic',
        model: 'claude-sonnet-4-5-20250929',
        apiKey: '${ANTHROPIC_API_KEY}',
      },
    ],
    fallbacks: { 'gpt-4o': ['claude-sonnet'], 'claude-sonnet': ['gpt-4o'] },
  },
  openwebui: { replicas: 2, admin: { email: 'admin@example.com' } },
});
