import { z } from 'zod';

const namespace = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'it takes the name of a namespace');

const ranges = z
  .array(z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'it takes a range, "203.0.113.0/24" for example'))
  .min(1);

const ports = z.array(z.int().min(1).max(65_535)).min(1);

/** More that pods may reach than their connections. */
const ExtraEgress = z.strictObject({
  /**
   * An application, or an operator: `external-secrets` to a store of yours, `cert-manager` to an authority that its
   * Issuers of yours name, `envoy-gateway` (its proxies) to whoever is asked about a request.
   */
  from: z.enum(['litellm', 'openwebui', 'searxng', 'pipelines', 'external-secrets', 'cert-manager', 'envoy-gateway']),
  /** Ranges, `203.0.113.7/32` or `0.0.0.0/0` for example. */
  ranges,
  /** TCP ports. */
  ports,
});

/** The ports that Kubernetes itself and most distributions give the API. */
const apiPorts = ports.default([443, 6443]);

/** At a private address, whichever it is: so on kind, k3d and most clusters of one's own. */
const PrivateKubernetesApi = z.strictObject({
  kind: z.literal('private'),
  /** TCP ports: of the Service `kubernetes` and of the servers behind it. @defaultValue 443 and 6443 */
  ports: apiPorts,
});

/** At addresses that you know: `kubectl get service,endpointslices kubernetes` shows the Service's and its servers'. */
const KubernetesApiInRanges = z.strictObject({
  kind: z.literal('ranges'),
  /** Ranges of both, `10.96.0.1/32` and `198.51.100.10/32` for example. */
  ranges,
  /** TCP ports: of the Service `kubernetes` and of the servers behind it. @defaultValue 443 and 6443 */
  ports: apiPorts,
});

/**
 * Anywhere: every address on these ports. It takes this where Cilium enforces the policies and the API runs on nodes of
 * the cluster, since Cilium knows nodes by what they are and not by their addresses.
 */
const KubernetesApiAnywhere = z.strictObject({
  kind: z.literal('anywhere'),
  /** TCP ports: of the Service `kubernetes` and of the servers behind it. @defaultValue 443 and 6443 */
  ports: apiPorts,
});

/** Where pods find the API of a cluster behind a kubeconfig. */
export const KubernetesApiSettings = z.discriminatedUnion('kind', [
  PrivateKubernetesApi,
  KubernetesApiInRanges,
  KubernetesApiAnywhere,
]);
export type KubernetesApiSettings = z.output<typeof KubernetesApiSettings>;

/**
 * Who may talk to whom in the namespaces of the applications and of the operators. Nobody may, but along the connections
 * that the environment describes, and those that each operator needs; here is what it cannot know. The cluster has to enforce network policies: EKS does as this project sets it
 * up, kind, k3d and Calico or Cilium anywhere do; Docker Desktop does not.
 */
export const NetworkPolicySettings = z.strictObject({
  /** Namespaces whose pods may call LiteLLM's API. @defaultValue none: Open WebUI alone calls it inside the cluster */
  callers: z.array(namespace).default([]),
  /** Namespaces whose pods may read metrics: Prometheus' own. @defaultValue none */
  metricsReaders: z.array(namespace).default([]),
  /**
   * More that applications and operators may reach, which their chart's values or objects of yours ask for: an identity
   * provider, a proxy, a private authority. Where names are filtered (`network.egress`), the name has to be allowed there
   * too.
   */
  extraEgress: z.array(ExtraEgress).default([]),
  /**
   * Where operators, and PostgreSQL in the cluster, find the Kubernetes API on a cluster behind a kubeconfig. On EKS it is
   * known. @defaultValue at a private address
   */
  kubernetesApi: KubernetesApiSettings.optional(),
});
/** Who may talk to whom in the namespaces of the applications and of the operators. @interface */
export type NetworkPolicySettings = z.output<typeof NetworkPolicySettings>;
