import { partitionOf } from '../../constructs/account/partition';
import type { AccountSettings } from '../../constructs/account/settings';
import { networkAccount } from '../../constructs/network/owner';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { ownTexts, textsOf } from './texts';

/** The parts of an ARN that say where something is. */
interface Place {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
}

const ARN = /^arn:(?<partition>aws[a-z-]*):(?<service>[a-z0-9-]+):(?<region>[a-z0-9-]*):(?<account>\d*):/;

/** ARNs of other places than the environment's: what they name cannot be used from here. */
export function arnProblems(environment: Environment): Problem[] {
  const { account, state } = environment;
  const stateProblems =
    state.kind === 's3'
      ? textsOf(state, 'state').flatMap(({ path, text }) =>
          regionProblems(path, text, state.region, "the state bucket's"),
        )
      : [];
  if (!account) return stateProblems;
  return [
    ...stateProblems,
    ...roleProblems(account),
    ...boundaryProblems(environment, account),
    ...ownTexts({ ...environment, account: undefined, state: undefined }).flatMap(({ path, text }) =>
      regionProblems(path, text, account.region, "the environment's"),
    ),
    ...loadBalancerProblems(environment, account),
  ];
}

function placeOf(text: string): Place | undefined {
  return ARN.exec(text)?.groups as Place | undefined;
}

/** Regional things are used in their own region, and nothing is used across partitions. */
function regionProblems(path: string, text: string, region: string, whose: string): Problem[] {
  const place = placeOf(text);
  if (!place) return [];
  if (place.region !== '' && place.region !== region) {
    return [
      {
        says: say`${at(path)} is in ${place.region}, but ${whose} region is ${region}`,
        todo: say`name one (${place.service}) in ${region}`,
      },
    ];
  }
  const partition = partitionOf(region);
  return place.partition === partition
    ? []
    : [{ says: say`${at(path)} is an ARN of the partition ${place.partition}, but ${region} is in ${partition}` }];
}

/** Terraform refuses to work in another account than the environment's, so the role has to be in it. */
function roleProblems({ id, assumeRoleArn }: AccountSettings): Problem[] {
  const place = placeOf(assumeRoleArn ?? '');
  return !place || place.account === id
    ? []
    : [
        {
          says: say`${at('account.assumeRoleArn')} is a role of account ${place.account}, but ${at('account.id')} is ${id}`,
          todo: say`name a role of the environment's own account; whoever deploys may be in another one`,
        },
      ];
}

/** A role takes a boundary of its own account, or one that AWS keeps for all accounts. */
function boundaryProblems({ network }: Environment, account: AccountSettings): Problem[] {
  const owner = network?.kind === 'managed' && network.owner ? networkAccount(account, network) : undefined;
  const bounded = [
    { path: 'account.permissionsBoundaryArn', ...account },
    ...(owner ? [{ path: 'network.owner.permissionsBoundaryArn', ...owner }] : []),
  ];
  return bounded.flatMap(({ path, id, region, permissionsBoundaryArn: arn }) => {
    const [, partition, , , theirs] = arn?.split(':') ?? [];
    if (arn === undefined || (partition === partitionOf(region) && (theirs === id || theirs === 'aws'))) return [];
    return {
      says: say`${at(path)} is ${arn}, but the roles that it bounds are in account ${id} of ${region}`,
      todo: say`name a policy of that account, arn:${partitionOf(region)}:iam::${id}:policy/…`,
    };
  });
}

/** A load balancer takes certificates and web ACLs of its own account only. */
function loadBalancerProblems({ gateway }: Environment, { id }: AccountSettings): Problem[] {
  if (gateway.kind !== 'alb') return [];
  const arns = [
    ...(gateway.certificateArn === undefined
      ? []
      : [{ path: 'gateway.certificateArn', arn: gateway.certificateArn, what: 'certificates' }]),
    ...(gateway.waf?.kind === 'existing' ? [{ path: 'gateway.waf.arn', arn: gateway.waf.arn, what: 'web ACLs' }] : []),
  ];
  return arns.flatMap(({ path, arn, what }) => {
    const account = placeOf(arn)?.account ?? id;
    return account === id
      ? []
      : {
          says: say`${at(path)} is of account ${account}, but ${at('account.id')} is ${id}`,
          todo: say`a load balancer takes ${what} of its own account only`,
        };
  });
}
