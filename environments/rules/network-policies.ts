import type { EgressSource } from '../../constructs/application/application';
import { usesCertManager } from '../../constructs/redis/cert-manager';
import { egressSources } from '../applications';
import { at, type Phrase, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { oneOf } from '../../constructs/telling/words';

/** What the network policies cannot say of this environment. */
export function networkPolicyProblems(environment: Environment): Problem[] {
  return [...extraEgressProblems(environment), ...engineProblems(environment)];
}

/** More egress for pods that nothing here has, or that the environment does not have. */
function extraEgressProblems(environment: Environment): Problem[] {
  const sources = sourcesOf(environment);
  return environment.networkPolicies.extraEgress.flatMap(({ from }, index): Problem[] => {
    const path = at(`networkPolicies.extraEgress[${index}].from`);
    const source = sources.find(({ name }) => name === from);
    if (!source) {
      return [{ says: say`${path} is ${JSON.stringify(from)}; it takes ${oneOf(sources.map(({ name }) => name))}` }];
    }
    if (source.todo === undefined) return [];
    return [{ says: say`${path} is ${from}, and the environment has no pods of it`, todo: source.todo }];
  });
}

/** Pods that more egress can be for, and what would bring those that there are none of. */
interface Source {
  readonly name: string;
  readonly todo?: Phrase;
}

function sourcesOf(environment: Environment): Source[] {
  const { gateway, redis } = environment;
  return [
    ...egressSources(environment).map(({ name, missing }) => ({ name, todo: missing && bringing(missing) })),
    { name: 'external-secrets' },
    {
      name: 'cert-manager',
      todo: usesCertManager(redis)
        ? undefined
        : say`take it out; a ${at('redis')} with TLS in the cluster is what brings cert-manager`,
    },
    {
      name: 'envoy-gateway',
      todo: gateway.kind === 'envoy' ? undefined : bringing({ setting: 'gateway', value: "{ kind: 'envoy' }" }),
    },
  ];
}

function bringing({ setting, value }: NonNullable<EgressSource['missing']>): Phrase {
  return value === undefined
    ? say`take it out, or set ${at(setting)}`
    : say`take it out, or write ${at(setting)}: ${value}`;
}

/** What enforces the policies is known of a cluster of our own, and where the API is of every cluster on EKS. */
function engineProblems({ cluster, networkPolicies: { engine } }: Environment): Problem[] {
  const problems: Problem[] = [];
  const hasOwnEngine = cluster.kind === 'managed' || (cluster.kind === 'existing' && cluster.autoMode);
  if (engine.kind === 'cilium' && hasOwnEngine) {
    const which =
      cluster.kind === 'managed' ? say`${at('cluster.kind')} is managed` : say`${at('cluster.autoMode')} is on`;
    problems.push({
      says: [
        ...say`${at('networkPolicies.engine.kind')} is cilium, but `,
        ...which,
        ...say`, and there the VPC CNI enforces network policies`,
      ],
      todo: say`take it out; it is for a cluster on which Cilium runs already`,
    });
  }
  if (engine.kubernetesApi !== undefined && cluster.kind !== 'kubeconfig') {
    problems.push({
      says: say`${at('networkPolicies.engine.kubernetesApi')} is given, but ${at('cluster.kind')} is ${cluster.kind}, and on EKS it is known where the API is`,
      todo: say`take it out; it is for a cluster behind a kubeconfig`,
    });
  }
  return problems;
}
