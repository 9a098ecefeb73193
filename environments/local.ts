import { defineEnvironment } from './schema';

/**
 * Everything in a cluster that is there already (kind, k3d, Docker Desktop), nothing on AWS: to try the platform out,
 * and to develop against it.
 *
 * A cluster for it: `kind create cluster --name inferencehub`. It wants about 4 CPUs and 10 GiB of memory.
 */
export default defineEnvironment({
  // A fixed context: `kubectl config use-context` elsewhere must not turn a deployment to another cluster.
  cluster: { kind: 'kubeconfig', context: 'kind-inferencehub' },
  // What is tried out is thrown away.
  protection: false,
  postgres: { kind: 'in-cluster', instances: 1, poolerInstances: 1, storageGib: 5 },
  redis: {
    openwebui: { kind: 'in-cluster', maxmemoryMib: 64 },
    litellm: { kind: 'in-cluster', maxmemoryMib: 64 },
  },
  storage: { kind: 'volume', storageGib: 5 },
  search: { kind: 'in-cluster', replicas: 1 },
  litellm: {
    replicas: { min: 1, max: 1 },
    resources: { cpu: 0.5, memoryGib: 2 },
    adminUi: true,
    // Ollama on the machine itself: `OLLAMA_HOST=0.0.0.0 ollama serve`, then `ollama pull llama3.2:3b`. Docker Desktop
    // knows the machine by this name. Docker on Linux does not: there it is the gateway of kind's network, often
    // http://172.18.0.1:11434, which `docker network inspect kind` prints.
    models: [
      {
        name: 'llama3.2',
        provider: 'ollama',
        model: 'llama3.2:3b',
        apiBase: 'http://host.docker.internal:11434',
      },
    ],
  },
  openwebui: { resources: { cpu: 0.25, memoryGib: 2 } },
});
