import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  cluster: { kind: 'kubeconfig', context: 'my-cluster' },
  postgres: {
    kind: 'external',
    openwebui: {
      url: 'postgresql://openwebui:${OPENWEBUI_DB_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/openwebui?sslmode=require',
    },
    litellm: {
      url: 'postgresql://litellm:${LITELLM_DB_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/litellm?sslmode=require',
    },
  },
  redis: {
    openwebui: {
      kind: 'external',
      url: 'rediss://:${OPENWEBUI_REDIS_PASSWORD}@openwebui-cache.abc123.cache.amazonaws.com:6379/0',
      evictionPolicy: 'noeviction',
    },
    litellm: {
      kind: 'external',
      url: 'rediss://:${LITELLM_REDIS_PASSWORD}@litellm-cache.def456.cache.amazonaws.com:6379/0',
      evictionPolicy: 'allkeys-lru',
    },
  },
  storage: { kind: 'volume' },
  search: { kind: 'external', engine: 'tavily', apiKey: '${TAVILY_API_KEY}' },
  litellm: {
    models: [{ name: 'gpt-4o', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' }],
  },
});
