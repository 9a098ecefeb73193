import { z } from 'zod';
import { PRIVATE_RANGES } from './addresses';
import { settings, type TypedSettings } from '../telling/settings';

const namespace = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'it takes the name of a namespace');

const ranges = z
  .array(z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'it takes a range, "203.0.113.0/24" for example'))
  .min(1);

const ports = z.array(z.int().min(1).max(65_535)).min(1);

/** More that pods may reach than their connections. */
const ExtraEgress = z.strictObject({
  /**
   * An application (`litellm`, `openwebui`, `pipelines`, `searxng`), or an operator: `external-secrets` to a store of yours, `cert-manager` to an authority that its
   * Issuers of yours name, `envoy-gateway` (its proxies) to whoever is asked about a request.
   */
  from: z.string().min(1),
  /** Ranges, `203.0.113.7/32` or `0.0.0.0/0` for example. */
  ranges,
  /** TCP ports. */
  ports,
});

/** Where the API is where nobody says it: the ports are those that Kubernetes itself and most distributions give it. */
export const API_DEFAULTS = { ranges: PRIVATE_RANGES, ports: [443, 6443] } as const;

const apiPorts = ports.default([...API_DEFAULTS.ports]);

/** An engine that goes by labels of pods and by addresses: the VPC CNI, Calico, kindnet, kube-router. */
const StandardEngine = z.strictObject({
  kind: z.literal('standard'),
  /** Where pods find the API of a cluster behind a kubeconfig; that of EKS is known. */
  kubernetesApi: z
    .strictObject({
      /**
       * Ranges of the Service `kubernetes` and of the servers behind it: `10.96.0.1/32` and `198.51.100.10/32` for example.
       * @defaultValue every private address
       */
      ranges: ranges.default([...API_DEFAULTS.ranges]),
      /** TCP ports of both. @defaultValue 443 and 6443 */
      ports: apiPorts,
    })
    .optional(),
});

/**
 * Cilium, on a cluster that exists already. It takes nodes, and what runs in their network, for what they are and not for
 * their addresses: the way to them is opened by its own kind of policy.
 * @see https://docs.cilium.io/en/stable/security/policy/language/#selecting-nodes-with-cidr-ipblock
 */
const CiliumEngine = z.strictObject({
  kind: z.literal('cilium'),
  /** Where pods find the API of a cluster behind a kubeconfig: Cilium knows its addresses. */
  kubernetesApi: z
    .strictObject({
      /** TCP ports of the Service `kubernetes` and of the servers behind it. @defaultValue 443 and 6443 */
      ports: apiPorts,
    })
    .optional(),
});

/** Who enforces network policies. */
export const PolicyEngineSettings = z.discriminatedUnion('kind', [StandardEngine, CiliumEngine]);
export type PolicyEngineSettings = z.output<typeof PolicyEngineSettings>;

/**
 * Who may talk to whom in the namespaces of the applications and of the operators. Nobody may, but along the connections
 * that the environment describes, and those that each operator needs; here is what it cannot know. The cluster has to
 * enforce network policies: EKS does as this project sets it up, kind, k3d and Calico do, and Cilium where `engine` names
 * it; Docker Desktop does not.
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
  /** @defaultValue one that goes by addresses */
  engine: PolicyEngineSettings.prefault({ kind: 'standard' }),
});
/** Who may talk to whom in the namespaces of the applications and of the operators. @interface */
export type NetworkPolicySettings = z.output<typeof NetworkPolicySettings>;
/** `NetworkPolicySettings`, typed where they are written. @throws UserError with every mistake in them */
export const networkPolicySettings: TypedSettings<typeof NetworkPolicySettings> = settings(
  'networkPolicySettings',
  NetworkPolicySettings,
);
