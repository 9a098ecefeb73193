import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RIGHTS, type TypeRights } from '../../../access/iam-policy/rights';
import { type Scope, type ScopeFacts, type ScopeName, SCOPES } from '../../../access/iam-policy/scopes';

/** Taken from AWS by `renew-service-authorization.ts`. */
interface ServiceAuthorization {
  readonly actions: Readonly<Record<string, string | undefined>>;
  readonly arns: Readonly<Record<string, string | undefined>>;
}

const DATA = JSON.parse(readFileSync(join(__dirname, 'service-authorization.json'), 'utf8')) as ServiceAuthorization;

/** The types of resources that an action acts on, those that it needs with a star. */
const ACTIONS: ServiceAuthorization['actions'] = {
  ...DATA.actions,
  // AWS' table has no type for them; where IAM refuses, it names one.
  'acm:RequestCertificate': 'certificate*',
  'eks:CreateCluster': 'cluster*',
  // The table requires stateful and stateless groups; one is either.
  'network-firewall:DeleteRuleGroup': 'StatefulRuleGroup*',
};

const FACTS: ScopeFacts = {
  environment: 'prod',
  partition: 'aws',
  region: 'eu-central-1',
  account: '111111111111',
  tag: { key: 'Environment', value: 'prod' },
  tagKeys: ['Environment'],
  subnetTagKeys: ['kubernetes.io/role/elb'],
  roles: ['prod-litellm'],
  boundaries: ['arn:aws:iam::111111111111:policy/prod-boundary'],
  clusters: ['prod-cluster'],
  buckets: ['prod-files'],
  zones: ['Z0123456789'],
  logGroups: ['/inferencehub/prod'],
  managedPolicies: [],
  passedTo: [],
  linkedTo: [],
  readEntries: ['prod/redis'],
  adoptedEntries: ['given'],
};

const GIVEN_BESIDES: TypeRights['actions'] = {
  PassRole: ['iam:PassRole'],
  ServiceLinkedRoles: ['iam:CreateServiceLinkedRole'],
};

/** Scopes that hold an action, of all types. */
const scopesOf = new Map<string, Set<ScopeName>>();
for (const actions of [...Object.values(RIGHTS).map((rights) => rights.actions), GIVEN_BESIDES]) {
  for (const [scope, names] of Object.entries(actions)) {
    for (const name of names) scopesOf.set(name, (scopesOf.get(name) ?? new Set()).add(scope as ScopeName));
  }
}

function resourcesOf(scope: ScopeName): readonly string[] {
  const one: Scope = SCOPES[scope];
  return one.resources(FACTS);
}

/** The ARNs of a type of resource: in the environment's account and region, with any name. */
function pattern(action: string, type: string): string {
  const arn = DATA.arns[`${action.split(':')[0] ?? ''}:${type}`];
  if (arn === undefined) throw new Error(`the data has no ARN of ${type} for ${action}`);
  return arn
    .replace('${Partition}', FACTS.partition)
    .replace('${Region}', FACTS.region)
    .replace('${Account}', FACTS.account)
    .replaceAll(/\$\{\w+\}/g, '*');
}

/** Whether some text is of both patterns. */
function meet(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*')) return meet(one.slice(1), other) || (other !== '' && meet(one, other.slice(1)));
  if (other.startsWith('*')) return meet(other, one);
  const same = one[0] === other[0] || one.startsWith('?') || other.startsWith('?');
  return one !== '' && other !== '' && same && meet(one.slice(1), other.slice(1));
}

describe.each([...scopesOf])('%s', (action, scopes) => {
  const types = ACTIONS[action]?.split(' ').filter((type) => type !== '') ?? [];
  const reaches = (resources: readonly string[], type: string) =>
    resources.some((one) => one === '*' || meet(one, pattern(action, type.replace('*', ''))));

  test('is an action of AWS', () => {
    expect(ACTIONS[action]).toBeDefined();
  });

  test('is given for every type of resource that it takes at once', () => {
    const given = [...scopes].flatMap(resourcesOf);
    const required = types.filter((type) => type.endsWith('*'));
    expect(required.filter((type) => !reaches(given, type))).toEqual([]);
  });

  test('can act on something in every scope that it is in, and for all resources where it takes none', () => {
    const idle = [...scopes].filter((scope) => {
      const resources = resourcesOf(scope);
      return types.length === 0 ? !resources.includes('*') : !types.some((type) => reaches(resources, type));
    });
    expect(idle).toEqual([]);
  });
});
