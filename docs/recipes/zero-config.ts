import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  cluster: { kind: 'kubeconfig' },
  postgres: { kind: 'in-cluster' },
  redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
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
