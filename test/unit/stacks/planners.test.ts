import { App, Testing } from 'cdktf';
import { environmentStacks } from '../../../stacks';
import { releaseValues } from '../../support/helm-release';
import { resource, resources, type TerraformJson } from '../../support/terraform-json';
import { environment } from '../environments/support';

const PLANNER = 'arn:aws:iam::222222222222:role/planner';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What RBAC calls the objects that the kubernetes provider keeps and reads again for each plan. */
const READ: Readonly<Record<string, string>> = {
  kubernetes_config_map_v1: 'configmaps',
  kubernetes_namespace_v1: 'namespaces',
  kubernetes_service_account_v1: 'serviceaccounts',
  kubernetes_storage_class_v1: 'storageclasses',
};

/** The stacks of an environment that takes every operator there is, on a cluster of its own, by layer. */
function synthesized(planners: readonly string[]): Record<string, TerraformJson> {
  const made = environment('staging', {
    'cluster.access': { planners },
    postgres: { kind: 'in-cluster' },
    gateway: {
      kind: 'envoy',
      hosts: { openwebui: 'chat.example.com' },
      tlsSecret: 'gateway-tls',
      dns: { kind: 'route53', zoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' },
    },
  });
  const stacks = environmentStacks(new App(), made);
  return Object.fromEntries(
    stacks.map((stack) => [stack.node.id.replace('staging-', ''), JSON.parse(Testing.synth(stack)) as TerraformJson]),
  );
}

describe('a role that plans', () => {
  let stacks: Record<string, TerraformJson>;
  let rules: readonly Rule[];

  beforeAll(() => {
    stacks = synthesized([PLANNER]);
    const { resources: objects } = releaseValues(stacks['platform'] as TerraformJson, 'planner-rights') as {
      resources: readonly { readonly kind: string; readonly rules?: readonly Rule[] }[];
    };
    rules = objects.find(({ kind }) => kind === 'ClusterRole')?.rules ?? [];
  });

  const all = () => Object.values(stacks);

  test('may read the Secrets of the namespaces that have releases, and of no other', () => {
    const releases = all().flatMap((json) => resources(json, 'helm_release'));
    const association = resource(stacks['cluster'] as TerraformJson, 'aws_eks_access_policy_association', 'planners');
    const { namespaces } = association.access_scope as { namespaces: readonly string[] };
    expect(new Set(namespaces)).toEqual(new Set(releases.map(({ namespace }) => namespace)));
  });

  test('may read each object that the kubernetes provider keeps by its name, and no other kind', () => {
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get']));
    const kept = all().flatMap((json) =>
      Object.keys(json.resource ?? {}).filter((type) => type.startsWith('kubernetes_')),
    );
    expect(new Set(rules.flatMap((rule) => rule.resources))).toEqual(new Set(kept.map((type) => READ[type] ?? type)));
  });

  test('may read of ConfigMaps that one alone', () => {
    const kept = all().flatMap((json) => resources(json, 'kubernetes_config_map_v1'));
    const [rule] = rules.filter((one) => one.resources.includes('configmaps'));
    expect(rule?.resourceNames).toEqual(kept.map(({ metadata }) => (metadata as { name: string }).name));
  });

  test('brings nothing into the cluster where there is none', () => {
    const { platform } = synthesized([]);
    expect(JSON.stringify(platform)).not.toContain('planner');
  });
});
