import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { allOf } from '../../constructs/telling/words';

/** A choice that only works on AWS. */
interface OnAws {
  readonly path: string;
  readonly kind: string;
  /** Why a cluster behind a kubeconfig cannot have it. */
  readonly needs: string;
  readonly instead: string;
}

const NO_VPC = 'it is made in the VPC of an EKS cluster, and behind a kubeconfig none is known';
const NO_ROLE = 'its pods would reach it through EKS Pod Identity, which only an EKS cluster has';

/** What is on AWS has to have an account and an EKS cluster in a VPC; what is not must have neither. */
export function placementProblems(environment: Environment): Problem[] {
  return environment.cluster.kind === 'kubeconfig'
    ? [...kubeconfigProblems(environment), ...bedrockWithoutRole(environment)]
    : eksProblems(environment);
}

/** Choices of the environment that are on AWS, apart from its cluster and network. */
function choicesOnAws({ postgres, redis, storage, secrets, gateway }: Environment): OnAws[] {
  const choices: (OnAws | undefined)[] = [
    postgres.kind === 'managed'
      ? { path: 'postgres', kind: 'managed', needs: NO_VPC, instead: 'in-cluster or external' }
      : undefined,
    ...(['openwebui', 'litellm', 'coordination'] as const).map((use) =>
      redis[use].kind === 'managed'
        ? { path: `redis.${use}`, kind: 'managed', needs: NO_VPC, instead: 'in-cluster or external' }
        : undefined,
    ),
    storage.kind === 'volume' ? undefined : { path: 'storage', kind: storage.kind, needs: NO_ROLE, instead: 'volume' },
    secrets.kind === 'in-cluster'
      ? undefined
      : { path: 'secrets', kind: secrets.kind, needs: NO_ROLE, instead: 'in-cluster' },
    gateway.kind === 'alb'
      ? {
          path: 'gateway',
          kind: 'alb',
          needs: 'an Application Load Balancer stands in the VPC of an EKS cluster',
          instead: 'envoy or none',
        }
      : undefined,
  ];
  return choices.filter((choice) => choice !== undefined);
}

/** A cluster behind a kubeconfig has nothing on AWS. */
function kubeconfigProblems(environment: Environment): Problem[] {
  const given = (['account', 'network'] as const)
    .filter((setting) => environment[setting] !== undefined)
    .map((setting) => ({
      says: say`${at(setting)} is given, but ${at('cluster.kind')} is kubeconfig, and such an environment has nothing on AWS`,
      todo: say`take it out; for an EKS cluster that exists already write cluster: { kind: 'existing', name }`,
    }));
  const chosen = choicesOnAws(environment).map(({ path, kind, needs, instead }) => ({
    says: say`${at(path)} is ${kind}, but ${at('cluster.kind')} is kubeconfig; it takes ${instead}`,
    todo: say`${needs}`,
  }));
  return [...given, ...chosen];
}

/** Bedrock knows callers by their AWS role, and without EKS there is no Pod Identity to give them one. */
function bedrockWithoutRole({ litellm }: Environment): Problem[] {
  const bedrock = litellm.models.flatMap((model, index) => (model.provider === 'bedrock' ? [{ model, index }] : []));
  const first = bedrock[0];
  if (!first) return [];
  const withoutRegion = bedrock
    .filter(({ model }) => model.region === undefined)
    .map(({ index }) => ({
      says: say`${at(`litellm.models[${index}].region`)} is missing; without an account there is no region to take instead`,
      todo: say`write the region that the model is called in`,
    }));
  if (litellm.identity.kind === 'irsa') return withoutRegion;
  return [
    {
      says: say`${at(`litellm.models[${first.index}]`)} is on Bedrock, but ${at('cluster.kind')} is kubeconfig, and LiteLLM has no AWS role there`,
      todo: say`name a role that trusts the cluster's OIDC provider, as ${at('litellm.identity.roleArn')}`,
    },
    ...withoutRegion,
  ];
}

/** An EKS cluster has an account and a VPC, and an adopted one is in a VPC that exists already. */
function eksProblems(environment: Environment): Problem[] {
  const { account, network, cluster } = environment;
  const problems: Problem[] = [];
  if (!account) {
    const onAws = [
      `cluster (${cluster.kind})`,
      ...choicesOnAws(environment).map(({ path, kind }) => `${path} (${kind})`),
    ];
    problems.push({
      says: say`${at('account')} is missing, but on AWS are: ${allOf(onAws)}`,
      todo: say`write account: { id, region }, or cluster: { kind: 'kubeconfig' } for an environment without AWS`,
    });
  }
  if (!network) {
    problems.push({
      says: say`${at('network')} is missing; an EKS cluster is in a VPC`,
      todo: say`write { kind: 'managed' } for one of its own, or { kind: 'existing', vpcId, privateSubnetIds }`,
    });
  } else if (network.kind === 'managed' && cluster.kind === 'existing') {
    problems.push({
      says: say`${at('network.kind')} is managed, but ${at('cluster.kind')} is existing, and its nodes are in another VPC`,
      todo: say`name the cluster's own: network: { kind: 'existing', vpcId, privateSubnetIds }`,
    });
  }
  return problems;
}
