import { TerraformWorkspace } from './terraform-workspace';

const REGION = { aws: [{ region: 'eu-west-1', allowed_account_ids: ['123456789012'] }] };

let workspace: TerraformWorkspace | undefined;

function open(configuration: object): TerraformWorkspace {
  workspace = new TerraformWorkspace(configuration);
  return workspace;
}

afterEach(() => workspace?.remove());

describe('a configuration that the real provider would refuse', () => {
  interface Validation {
    diagnostics: { summary: string; detail: string; snippet?: { context: string } }[];
  }

  /** Each problem with the resource that it is in. */
  function problems(configuration: object): string[] {
    const { output } = open(configuration).terraform(['validate', '-json']);
    const { diagnostics } = JSON.parse(output) as Validation;
    return diagnostics.map(({ summary, detail, snippet }) => `${snippet?.context ?? ''}: ${summary} ${detail}`);
  }

  test('refuses unknown, missing and wrongly typed arguments, each with its place', () => {
    const found = problems({
      resource: {
        aws_vpc: { unknown: { cidr_blok: '10.0.0.0/16' } },
        aws_subnet: { missing: { cidr_block: '10.0.0.0/24' } },
        aws_rds_cluster: { wrong: { engine: 'aurora-postgresql', port: 'many' } },
        aws_eks_cluster: { nested: { name: 'x', role_arn: 'y', vpc_config: { subnet_id: ['z'] } } },
        aws_elasticache_user: {
          block: { user_id: 'u', user_name: 'u', access_string: 'on', engine: 'valkey', authentication: [] },
        },
      },
    });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/resource\.aws_vpc\.unknown: Extraneous JSON object property.*"cidr_blok"/),
        expect.stringMatching(/resource\.aws_subnet\.missing: Missing required argument.*"vpc_id"/),
        expect.stringMatching(/resource\.aws_rds_cluster\.wrong: Incorrect attribute value type.*"port": a number/),
        expect.stringMatching(/resource\.aws_eks_cluster\.nested.*: Extraneous JSON object property.*"subnet_id"/),
        expect.stringMatching(
          /resource\.aws_elasticache_user\.block: Extraneous JSON object property.*"authentication"/,
        ),
      ]),
    );
  });

  test('refuses what only the provider can know', () => {
    const found = problems({
      resource: {
        helm_release: {
          folder: { name: 'a', chart: './no-such-folder' },
          remote: { name: 'b', chart: 'valkey', repository: 'oci://charts' },
        },
        aws_secretsmanager_secret_version: { both: { secret_id: 'x', secret_string: 'y', secret_string_wo: 'z' } },
      },
    });
    expect(found.sort()).toEqual([
      expect.stringMatching(/aws_secretsmanager_secret_version\.both: Conflicting configuration arguments/),
      expect.stringMatching(
        /aws_secretsmanager_secret_version\.both: Missing required argument.*secret_string_wo_version/,
      ),
      expect.stringMatching(/helm_release\.folder: Chart not found.*no-such-folder/),
      expect.stringMatching(/helm_release\.remote: Chart version missing/),
    ]);
  });

  test('refuses an account that is not allowed', () => {
    const refused = open({
      provider: { aws: [{ ...REGION.aws[0], assume_role: [{ role_arn: 'arn:aws:iam::999999999999:role/x' }] }] },
      resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
    }).apply();
    expect(refused.output).toContain('AWS account ID not allowed: 999999999999');
    expect(refused.code).toBe(1);
  });
});

describe('a life of resources', () => {
  // In JSON, Terraform wants every member of an attribute that holds objects.
  const EGRESS = {
    from_port: 0,
    to_port: 0,
    protocol: '-1',
    cidr_blocks: ['0.0.0.0/0'],
    description: null,
    ipv6_cidr_blocks: null,
    prefix_list_ids: null,
    security_groups: null,
    self: null,
  };
  const CLUSTER = {
    provider: {
      ...REGION,
      kubernetes: [{ host: '${aws_eks_cluster.main.endpoint}' }],
      helm: [{ kubernetes: { host: '${aws_eks_cluster.main.endpoint}' } }],
    },
    data: {
      aws_availability_zones: { all: {} },
      aws_iam_policy_document: {
        trust: {
          statement: [
            { actions: ['sts:AssumeRole'], principals: [{ type: 'Service', identifiers: ['eks.amazonaws.com'] }] },
          ],
        },
      },
    },
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_subnet: {
        zones: {
          count: 2,
          vpc_id: '${aws_vpc.main.id}',
          availability_zone: '${data.aws_availability_zones.all.names[count.index]}',
        },
      },
      aws_iam_role: { cluster: { name: 'cluster', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' } },
      aws_eks_cluster: {
        main: {
          name: 'main',
          role_arn: '${aws_iam_role.cluster.arn}',
          vpc_config: { subnet_ids: '${aws_subnet.zones[*].id}' },
        },
      },
      aws_security_group: { open: { vpc_id: '${aws_vpc.main.id}', egress: [EGRESS] } },
      aws_rds_cluster: {
        main: { cluster_identifier: 'main', engine: 'aurora-postgresql', manage_master_user_password: true },
      },
      aws_wafv2_web_acl: {
        main: {
          name: 'main',
          scope: 'REGIONAL',
          default_action: { allow: {} },
          rule: [{ name: 'r', priority: 1, statement: { geo_match_statement: { country_codes: ['NL'] } } }],
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: 'm', sampled_requests_enabled: true },
        },
      },
      kubernetes_namespace_v1: { apps: { metadata: [{ name: 'apps' }] } },
      kubernetes_manifest: {
        settings: {
          manifest: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'x' },
            data: { host: '${aws_rds_cluster.main.endpoint}' },
          },
        },
      },
      helm_release: {
        app: {
          name: 'app',
          chart: 'app',
          repository: 'oci://charts',
          version: '1.0.0',
          namespace: '${kubernetes_namespace_v1.apps.metadata[0].name}',
        },
      },
    },
    output: {
      subnets: { value: '${aws_subnet.zones[*].id}' },
      role: { value: '${aws_iam_role.cluster.arn}' },
      trust: { value: '${jsondecode(data.aws_iam_policy_document.trust.json)}' },
      endpoint: { value: '${aws_eks_cluster.main.endpoint}' },
      issuer: { value: '${aws_eks_cluster.main.identity[0].oidc[0].issuer}' },
      writer: { value: '${aws_rds_cluster.main.endpoint}' },
      reader: { value: '${aws_rds_cluster.main.reader_endpoint}' },
      secret: { value: '${aws_rds_cluster.main.master_user_secret[0].secret_arn}' },
      status: { value: '${helm_release.app.status}' },
    },
  };

  test('is applied, has nothing to change after that, and leaves nothing when destroyed', () => {
    const lived = open(CLUSTER);
    expect(lived.apply()).toEqual(expect.objectContaining({ code: 0 }));
    expect(lived.plan()).toEqual(expect.objectContaining({ code: 0 }));
    expect(lived.inCloud().map(({ type }) => type)).toContain('aws_wafv2_web_acl');

    const outputs = lived.outputs();
    const [one, other] = outputs['subnets'] as string[];
    expect(one).toMatch(/^subnet-0[0-9a-f]{16}$/);
    expect(other).not.toBe(one);
    expect(outputs).toMatchObject({
      role: 'arn:aws:iam::123456789012:role/cluster',
      trust: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'eks.amazonaws.com' } }],
      },
      endpoint: expect.stringMatching(/^https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com$/) as string,
      writer: expect.stringMatching(/^main\.cluster-[0-9a-f]{12}\.eu-west-1\.rds\.amazonaws\.com$/) as string,
      reader: expect.stringMatching(/^main\.cluster-ro-[0-9a-f]{12}\.eu-west-1\.rds\.amazonaws\.com$/) as string,
      secret: expect.stringMatching(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-/) as string,
      status: 'deployed',
    });
    expect(outputs['issuer']).toContain(/\/\/(\w+)\./.exec(String(outputs['endpoint']))?.[1]);

    expect(lived.destroy()).toEqual(expect.objectContaining({ code: 0 }));
    expect(lived.inCloud()).toEqual([]);
  });

  test('changes in place what can change, and replaces what is known by its name', () => {
    const resources = (role: string, tag: string) => ({
      provider: REGION,
      resource: {
        aws_iam_role: { one: { name: role, assume_role_policy: '{}' } },
        aws_vpc: { main: { cidr_block: '10.0.0.0/16', tags: { tag } } },
      },
    });
    const changed = open(resources('before', 'a'));
    changed.apply();
    const [before] = changed.inCloud().filter(({ type }) => type === 'aws_vpc');
    changed.write(resources('after', 'b'));
    expect(changed.plannedActions()).toEqual({ 'aws_iam_role.one': ['delete', 'create'], 'aws_vpc.main': ['update'] });
    expect(changed.apply()).toEqual(expect.objectContaining({ code: 0 }));
    expect(changed.plan().code).toBe(0);
    expect(
      changed
        .inCloud()
        .map(({ name, id }) => name || id)
        .sort(),
    ).toEqual(['after', before?.id]);
  });

  test('resumes after a failure at creation and at destruction', () => {
    const resumed = open({
      provider: REGION,
      resource: {
        aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
        aws_subnet: { one: { vpc_id: '${aws_vpc.main.id}' } },
      },
    });
    const faults = { REHEARSAL_FAIL: 'aws_subnet:create, aws_vpc:delete' };
    const failed = resumed.apply(faults);
    expect(failed.output).toContain('Rehearsed failure to create aws_subnet');
    expect(failed.code).toBe(1);
    expect(resumed.inCloud().map(({ type }) => type)).toEqual(['aws_vpc']);
    expect(resumed.apply(faults).code).toBe(0);
    expect(resumed.destroy(faults).code).toBe(1);
    expect(resumed.inCloud().map(({ type }) => type)).toEqual(['aws_vpc']);
    expect(resumed.destroy(faults).code).toBe(0);
    expect(resumed.inCloud()).toEqual([]);
  });
});

describe('secrets', () => {
  const stored = {
    provider: REGION,
    ephemeral: { random_password: { app: { length: 40 } } },
    resource: {
      aws_secretsmanager_secret: { app: { name: 'app' } },
      aws_secretsmanager_secret_version: {
        app: {
          secret_id: '${aws_secretsmanager_secret.app.id}',
          secret_string_wo: '${ephemeral.random_password.app.result}',
          secret_string_wo_version: 1,
        },
      },
      aws_elasticache_replication_group: {
        cache: {
          replication_group_id: 'cache',
          description: 'x',
          auth_token_wo: '${ephemeral.random_password.app.result}',
          auth_token_wo_version: 1,
        },
      },
      aws_elasticache_user: {
        user: {
          user_id: 'user',
          user_name: 'user',
          access_string: 'on',
          engine: 'valkey',
          passwords_wo: '${ephemeral.random_password.app.result}',
          passwords_wo_version: 1,
        },
      },
      // Its provider computes `data`, but does not read it back beside `data_wo`.
      kubernetes_secret_v1: {
        app: {
          metadata: { name: 'app' },
          data_wo: { password: '${ephemeral.random_password.app.result}' },
          data_wo_revision: 1,
        },
      },
    },
  };

  test('are never in plan, state or output when write-only arguments take them, and are new at every opening', () => {
    const kept = open(stored);
    const plan = kept.plannedJson();
    const applied = kept.apply();
    expect(applied).toEqual(expect.objectContaining({ code: 0 }));
    expect(kept.plan().code).toBe(0);
    const markers = kept.markers();
    expect(markers.length).toBeGreaterThan(4);
    expect(new Set(markers).size).toBe(markers.length);
    const seen = plan + kept.state() + applied.output;
    expect(markers.filter((marker) => seen.includes(marker))).toEqual([]);
  });

  test('are found by the same search where a resource does keep them', () => {
    const careless = open({ resource: { random_password: { app: { length: 24, special: false } } } });
    careless.apply();
    const found = careless.markers().filter((marker) => careless.state().includes(marker));
    expect(found).toContainEqual(expect.stringMatching(/^[A-Za-z0-9]{24}$/));
  });
});
