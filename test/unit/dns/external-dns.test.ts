import { ExternalDns, type RecordSource } from '../../../constructs/operators/external-dns';
import { Route53DnsSettings } from '../../../constructs/dns/settings';
import { Names } from '../../../constructs/names/names';
import { eksConnection } from '../../support/eks-connection';
import { releaseValues } from '../../support/helm-release';
import { networkPolicyWiring } from '../../support/network-policies';
import { emptyStack, policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

const GATEWAY: RecordSource = { kind: 'gateway', namespace: 'inferencehub', gateway: 'inferencehub' };

function made(zone: object): TerraformJson {
  const stack = emptyStack();
  new ExternalDns(stack, 'external-dns', {
    names: new Names('prod'),
    account: { id: '123456789012', region: 'eu-central-1' },
    cluster: eksConnection(),
    zone: Route53DnsSettings.parse({ kind: 'route53', zoneId: 'Z0123456789', zoneName: 'example.com', ...zone }),
    hostnames: { openwebui: 'chat.example.com' },
    source: GATEWAY,
    networkPolicies: networkPolicyWiring(eksConnection()),
    dependsOn: [],
  });
  return synthesized(stack);
}

describe('ExternalDns', () => {
  test("may change the host names' records and its marks beside them in the account's zone, and nothing else", () => {
    const { Statement } = policy(resource(made({}), 'aws_iam_role_policy').policy);
    expect(Statement).toEqual([
      expect.objectContaining({
        Action: ['route53:ChangeResourceRecordSets'],
        Resource: ['arn:aws:route53:::hostedzone/Z0123456789'],
        Condition: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
              'chat.example.com',
              'a-chat.example.com',
              'aaaa-chat.example.com',
              'cname-chat.example.com',
            ],
          },
        },
      }),
      expect.objectContaining({
        Action: ['route53:ListResourceRecordSets'],
        Resource: ['arn:aws:route53:::hostedzone/Z0123456789'],
      }),
      expect.objectContaining({ Action: ['route53:ListHostedZones'], Resource: ['*'] }),
    ]);
  });

  test("reads Envoy's routes, of the environment's own Gateway alone", () => {
    const values = releaseValues(made({}), 'external-dns');
    expect(values.sources).toEqual(['gateway-httproute']);
    expect(values).toMatchObject({ namespaced: true, sourceNamespace: 'inferencehub' });
    // The chart leaves out the right to list namespaces where it is said, and ExternalDNS does not start without it.
    expect(values).not.toHaveProperty('gatewayNamespace');
    expect(values.extraArgs).toEqual([
      '--zone-id-filter=Z0123456789',
      '--gateway-name=inferencehub',
      '--gateway-namespace=inferencehub',
    ]);
  });

  test('marks its records with the account too, since environments of one name may share a zone', () => {
    const values = releaseValues(made({}), 'external-dns');
    expect(values).toMatchObject({ policy: 'sync', registry: 'txt', txtOwnerId: 'prod-inferencehub-123456789012' });
  });

  test('says the external id that the role of another account asks for', () => {
    const assumeRoleArn = 'arn:aws:iam::999999999999:role/dns';
    const { extraArgs } = releaseValues(made({ assumeRoleArn, externalId: 'fleet-42' }), 'external-dns');
    expect(extraArgs).toEqual(
      expect.arrayContaining([`--aws-assume-role=${assumeRoleArn}`, '--aws-assume-role-external-id=fleet-42']),
    );
  });
});
