import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  account: { id: '666666666666', region: 'eu-central-1' },
  network: {
    kind: 'existing',
    vpcId: 'vpc-0666666666666666a',
    privateSubnetIds: ['subnet-0666666666666666a', 'subnet-0666666666666666b'],
  },
  cluster: { kind: 'existing', name: 'products' },
  postgres: {
    kind: 'external',
    openwebui: {
      url: 'postgresql://openwebui@postgres.example.com:5432/openwebui?sslmode=verify-full',
      password: { secretsManager: 'postgres/openwebui', property: 'password' },
    },
    litellm: {
      url: 'postgresql://litellm@postgres.example.com:5432/litellm?sslmode=verify-full',
      password: { secretsManager: 'postgres/litellm', property: 'password' },
    },
  },
  redis: {
    openwebui: {
      kind: 'external',
      url: 'rediss://sessions.example.com:6379/0',
      password: { secretsManager: 'redis/sessions', property: 'password' },
      evictionPolicy: 'noeviction',
    },
    litellm: {
      kind: 'external',
      url: 'rediss://cache.example.com:6379/0',
      password: { secretsManager: 'redis/cache', property: 'password' },
      evictionPolicy: 'allkeys-lru',
    },
  },
  storage: { kind: 'existing', bucket: 'example-products-llm-logs' },
  search: { kind: 'none' },
  // The products' own pods call it; nothing outside the cluster does.
  gateway: { kind: 'none' },
  networkPolicies: { callers: ['products'] },
  litellm: {
    replicas: { min: 3, max: 6 },
    masterKey: { secretsManager: 'llm-gateway/master-key', property: 'key' },
    saltKey: { secretsManager: 'llm-gateway/salt-key', property: 'key' },
    cache: { mode: 'default_off', ttlSeconds: 3600 },
    models: [
      {
        name: 'gpt-4o',
        provider: 'azure',
        deployment: 'gpt-4o',
        apiBase: 'https://example.openai.azure.com',
        apiVersion: '2024-10-21',
        apiKey: { secretsManager: 'llm-gateway/azure', property: 'key' },
      },
      { name: 'claude-sonnet', provider: 'bedrock', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' },
    ],
    fallbacks: { 'gpt-4o': ['claude-sonnet'] },
  },
});
