import { defineEnvironment } from '../../../environments/schema';

/** With what runs beside Open WebUI where an environment asks for it, and images from a mirror. */
export default defineEnvironment({
  cluster: { kind: 'kubeconfig', context: 'nowhere' },
  images: { kind: 'mirror', registry: 'registry.example.com/mirror' },
  postgres: { kind: 'in-cluster' },
  redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
  storage: { kind: 'volume' },
  openwebui: {
    tika: { kind: 'in-cluster', replicas: 2 },
    pipelines: {
      image: { tag: 'git-0123abc' },
      urls: [{ url: 'https://files.example.com/my_pipe.py', sha256: 'a'.repeat(64) }],
      secretEnv: { TOOL_KEY: '${TOOL_KEY}' },
    },
  },
});
