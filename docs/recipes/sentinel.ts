import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  release: 'llm',
  namespace: 'ai-inference',
  cluster: { kind: 'kubeconfig' },
  postgres: { kind: 'in-cluster' },
  redis: {
    openwebui: { kind: 'in-cluster' },
    litellm: {
      kind: 'external',
      // The host is the name under which the Sentinels know the primary.
      url: 'redis://:${REDIS_PASSWORD}@mymaster',
      evictionPolicy: 'allkeys-lru',
      topology: {
        kind: 'sentinel',
        nodes: ['sentinel-0.redis.example.com:26379', 'sentinel-1.redis.example.com:26379'],
        password: '${SENTINEL_PASSWORD}',
      },
    },
  },
  storage: { kind: 'volume' },
  litellm: {
    models: [
      {
        name: 'llama3.2',
        provider: 'hosted-vllm',
        model: 'meta-llama/Llama-3.2-3B-Instruct',
        apiBase: 'http://llama.models.svc.cluster.local:8000/v1',
      },
    ],
  },
});
