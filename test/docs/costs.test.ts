import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames, loadEnvironments, type Environment } from '../../environments';
import { PROJECT } from './support/documents';

const HOURS = 730;
const SNAPSHOTS = join(PROJECT, 'test', 'synth', '__snapshots__');
const PAGE = readFileSync(join(PROJECT, 'docs', 'deploy.md'), 'utf8');
const SECTION = PAGE.slice(PAGE.indexOf('\n## What it costs'), PAGE.indexOf('\n## Reach it'));

/** The rows of the section's tables, as cells without their emphasis. */
const ROWS = [...SECTION.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) =>
  row.split('|').map((cell) => cell.replace(/[`*]/g, '').replace('(estimate)', '').trim()),
);

const FIRST_UNIT = ROWS.findIndex(([first]) => first === 'unit');
/** What environments cost, below the names of the environments. */
const COSTS = ROWS.slice(2, FIRST_UNIT);
/** What units cost. */
const UNITS = ROWS.slice(FIRST_UNIT + 2);
const ENVIRONMENTS = ROWS[0]?.slice(1) ?? [];

/** The cells behind the first of a row. */
function cellsOf(table: readonly (readonly string[])[], first: string): readonly string[] {
  const found = table.find((cells) => cells[0] === first);
  if (!found) throw new Error(`no row ${first}`);
  return found.slice(1);
}

/** A number of the first table; what is yours or absent is nothing. */
const amount = (cell = '') => (/^[\d,]+$/.test(cell) ? Number(cell.replace(',', '')) : 0);

/** What a unit costs. */
const price = (unit: string) => Number(cellsOf(UNITS, unit)[0]);

interface Block {
  readonly [argument: string]: unknown;
}

/** The resources of a type that an environment makes. */
function made(environment: string, type: string): Block[] {
  return ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'].flatMap((layer) => {
    const json = JSON.parse(readFileSync(join(SNAPSHOTS, `${environment}-${layer}.json`), 'utf8')) as {
      resource?: Record<string, Record<string, Block>>;
    };
    return Object.values(json.resource?.[type] ?? {});
  });
}

/** What the nodes cost: how many there are is known of node groups alone. */
function nodes(environment: string): number {
  const [group] = made(environment, 'aws_eks_node_group');
  if (group) {
    const { min_size: count } = group.scaling_config as { min_size: number };
    const spot = group.capacity_type === 'SPOT' ? 1 - price('spot capacity, cheaper by %') / 100 : 1;
    const [template] = made(environment, 'aws_launch_template');
    const disks = template?.block_device_mappings as { ebs: { volume_size: number } }[];
    const gib = disks.reduce((sum, { ebs }) => sum + ebs.volume_size, 0);
    return count * (price('m7g.large') * spot * HOURS + gib * price('gp3'));
  }
  const fee = 1 + price("Auto Mode, of the instances' price in %") / 100;
  const instance = environment === 'prod' ? 'm6i.xlarge' : 'm6i.large';
  return 3 * (price(instance) * HOURS * fee + 80 * price('gp3'));
}

function aurora(environment: string): number {
  const instances = made(environment, 'aws_rds_cluster_instance').map(({ instance_class }) => instance_class as string);
  const hourly = (type: string) => (type === 'db.serverless' ? 0.5 * price('Aurora capacity unit') : price(type));
  return instances.reduce((sum, type) => sum + hourly(type) * HOURS, 0);
}

/** The rows of the first table, and what each is made of; nothing where an environment has none of its own. */
const COUNTED: Readonly<Record<string, (environment: string) => number>> = {
  'EKS control plane': (name) => made(name, 'aws_eks_cluster').length * price('EKS cluster') * HOURS,
  'nodes, with disks and the Auto Mode fee': (name) => (made(name, 'aws_eks_cluster').length === 0 ? 0 : nodes(name)),
  'NAT gateways and their addresses': (name) =>
    made(name, 'aws_nat_gateway').length * (price('NAT gateway') + price('public address')) * HOURS,
  'interface endpoints × zones': (name) =>
    made(name, 'aws_vpc_endpoint')
      .filter(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Interface')
      .reduce((sum, { subnet_ids }) => sum + (subnet_ids as unknown[]).length, 0) *
    price('interface endpoint') *
    HOURS,
  Aurora: aurora,
  ElastiCache: (name) =>
    made(name, 'aws_elasticache_replication_group').reduce(
      (sum, { node_type, num_cache_clusters }) =>
        sum + price(node_type as string) * (num_cache_clusters as number) * HOURS,
      0,
    ),
  'load balancer': (name) => (gateway(name) === 'none' ? 0 : price('load balancer') * HOURS),
  'web ACL': (name) =>
    made(name, 'aws_wafv2_web_acl').reduce(
      (sum, { rule }) => sum + price('web ACL') + (rule as unknown[]).length * price('rule of a web ACL'),
      0,
    ),
  'KMS keys and secrets': (name) =>
    made(name, 'aws_kms_key').length * price('KMS key') +
    made(name, 'aws_secretsmanager_secret').length * price('secret'),
};

const SHIPPED: readonly Environment[] = loadEnvironments();
const gateway = (name: string) => SHIPPED.find((one) => one.name === name)?.gateway.kind;

describe('the costs', () => {
  test('are told of every shipped environment that is on AWS', () => {
    expect([...ENVIRONMENTS].sort()).toEqual(environmentNames().filter((name) => name !== 'local'));
  });

  test.each(Object.entries(COUNTED))('%s is what environments make of it, at its price', (first, counted) => {
    expect(cellsOf(COSTS, first).map(amount)).toEqual(ENVIRONMENTS.map((name) => Math.round(counted(name))));
  });

  test('are told of nothing else, and add up', () => {
    const parts = COSTS.slice(0, -1);
    expect(parts.map(([first]) => first)).toEqual(Object.keys(COUNTED));
    const sums = ENVIRONMENTS.map((_, index) => parts.reduce((sum, cells) => sum + amount(cells[index + 1]), 0));
    expect(cellsOf(COSTS, 'together, about').map(amount)).toEqual(sums.map((sum) => Math.round(sum / 10) * 10));
  });

  test('are what the README says of a day', () => {
    const [, perDay] = /costs about (\d+) USD a day/.exec(readFileSync(join(PROJECT, 'README.md'), 'utf8')) ?? [];
    expect(Number(perDay)).toBe(Math.round((amount(cellsOf(COSTS, 'together, about')[0]) * 24) / HOURS));
  });

  test('have a source for each price, or are called estimates', () => {
    expect(UNITS.length).toBeGreaterThan(15);
    for (const [unit, usd, , source] of UNITS) {
      expect(Number(usd)).toBeGreaterThan(0);
      expect(`${unit ?? ''}: ${source ?? ''}`).toMatch(/\]\(https:\/\/aws\.amazon\.com\/[\w/-]+\)/);
    }
  });
});
