import { requiredOperators } from '../../constructs/operators/required-operators';
import { at, type Phrase, type Problem, say } from '../problems';
import type { Environment } from '../schema';

/** What the network policies cannot say of this environment. */
export function networkPolicyProblems(environment: Environment): Problem[] {
  return [...extraEgressProblems(environment), ...engineProblems(environment)];
}

type Source = Environment['networkPolicies']['extraEgress'][number]['from'];

/** More egress for pods that the environment does not have. */
function extraEgressProblems(environment: Environment): Problem[] {
  const missing = missingSources(environment);
  return environment.networkPolicies.extraEgress.flatMap(({ from }, index) => {
    const todo = missing[from];
    if (todo === undefined) return [];
    return [
      {
        says: say`${at(`networkPolicies.extraEgress[${index}].from`)} is ${from}, and the environment has no pods of it`,
        todo,
      },
    ];
  });
}

/** The pods that the environment does not have, and what would bring each. */
function missingSources(environment: Environment): Readonly<Partial<Record<Source, Phrase>>> {
  const { gateway, openwebui, postgres, redis, search } = environment;
  const certManager = requiredOperators(postgres, redis).certManager;
  return {
    ...(search.kind === 'in-cluster'
      ? {}
      : { searxng: say`take it out, or write ${at('search')}: { kind: 'in-cluster' }` }),
    ...(openwebui.pipelines ? {} : { pipelines: say`take it out, or set ${at('openwebui.pipelines')}` }),
    ...(certManager
      ? {}
      : { 'cert-manager': say`take it out; a ${at('redis')} with TLS in the cluster is what brings cert-manager` }),
    ...(gateway.kind === 'envoy'
      ? {}
      : { 'envoy-gateway': say`take it out, or write ${at('gateway')}: { kind: 'envoy' }` }),
  };
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
