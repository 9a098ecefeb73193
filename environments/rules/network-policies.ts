import { requiredOperators } from '../../constructs/charts/required-operators';
import { at, type Phrase, type Problem, say } from '../problems';
import type { Environment } from '../schema';

/** What the network policies cannot say of this environment. */
export function networkPolicyProblems(environment: Environment): Problem[] {
  return [...extraEgressProblems(environment), ...kubernetesApiProblems(environment)];
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

/** EKS says itself where its API is. */
function kubernetesApiProblems({ cluster, networkPolicies: { kubernetesApi } }: Environment): Problem[] {
  if (kubernetesApi === undefined || cluster.kind === 'kubeconfig') return [];
  return [
    {
      says: say`${at('networkPolicies.kubernetesApi')} is ${kubernetesApi.kind}, but ${at('cluster.kind')} is ${cluster.kind}, and on EKS the API is at private addresses on port 443`,
      todo: say`take it out; it is for a cluster behind a kubeconfig`,
    },
  ];
}
