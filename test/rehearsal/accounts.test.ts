import { environmentProblems } from '../../environments/rules';
import { environment, layers } from '../support/applications';
import type { TerraformJson } from '../support/terraform-json';
import { TerraformWorkspace } from './providers/terraform-workspace';

const OWN = '111122223333';
const NETWORK = '999900001111';

const SETTINGS = environment({
  account: { id: OWN, region: 'eu-central-1' },
  network: {
    kind: 'managed',
    owner: { assumeRoleArn: `arn:aws:iam::${NETWORK}:role/network` },
    availabilityZones: 2,
    egress: { kind: 'network-firewall' },
  },
  cluster: { kind: 'managed', compute: { kind: 'auto-mode' }, endpointAccess: { kind: 'private' } },
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.example.com' },
    dns: {
      kind: 'route53',
      zoneId: 'Z0123456789',
      zoneName: 'example.com',
      assumeRoleArn: `arn:aws:iam::${NETWORK}:role/dns`,
    },
  },
  openwebui: { admin: { email: 'admin@example.com' } },
});

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly mode: string;
    readonly provider: string;
    readonly instances: readonly { readonly attributes: { readonly arn?: string } }[];
  }[];
}

/** Types of what a configuration made, by the account in its ARN. */
function made(configuration: object): Record<string, string[]> {
  const workspace = new TerraformWorkspace(configuration);
  try {
    const { code, output } = workspace.apply();
    if (code !== 0) throw new Error(output);
    const { resources } = JSON.parse(workspace.state()) as State;
    const types: Record<string, string[]> = {};
    for (const { type, mode, instances } of resources) {
      for (const { attributes } of instances) {
        const account = /^arn:aws:[\w-]+:[\w-]*:(\d{12}):/.exec(attributes.arn ?? '')?.[1];
        if (mode === 'managed' && account !== undefined) (types[account] ??= []).push(type);
      }
    }
    return types;
  } finally {
    workspace.remove();
  }
}

describe('an environment whose network and zone are of another account', () => {
  let stacks: Readonly<Record<string, TerraformJson>>;
  beforeAll(() => {
    stacks = layers(SETTINGS);
  });

  test('is an environment that the rules let through', () => {
    expect(environmentProblems(SETTINGS)).toEqual([]);
  });

  test('has nothing of its network, the firewall among it, in its own account', () => {
    const { provider, resource, data } = stacks.network as TerraformJson;
    const types = made({ provider, resource, data });
    expect(Object.keys(types)).toEqual([NETWORK]);
    expect(types[NETWORK]).toEqual(
      expect.arrayContaining(['aws_vpc', 'aws_subnet', 'aws_networkfirewall_firewall', 'aws_ram_resource_share']),
    );
  });

  test('has its certificate in its own account, though the proof is in the zone', () => {
    const { provider, resource } = stacks.platform as TerraformJson;
    const { aws_acm_certificate, aws_acm_certificate_validation, aws_route53_record } = resource ?? {};
    const types = made({
      provider: { aws: provider?.aws },
      resource: { aws_acm_certificate, aws_acm_certificate_validation, aws_route53_record },
    });
    expect(types).toEqual({ [OWN]: ['aws_acm_certificate'] });
  });
});
