import { told } from './support';

describe('a web ACL', () => {
  const arn = (region: string, account: string) => `arn:aws:wafv2:${region}:${account}:regional/webacl/corporate/0a1b`;

  test('is refused where Envoy is the gateway, with the reason', () => {
    expect(
      told('prod', {
        gateway: {
          kind: 'envoy',
          hosts: { openwebui: 'chat.example.com' },
          tlsSecret: 'chat-tls',
          waf: { kind: 'managed' },
        },
      }),
    ).toEqual([
      '  gateway.waf is no setting here',
      '    AWS WAF inspects what an Application Load Balancer carries (kind: alb); a Network Load Balancer, which Envoy is behind, takes no web ACL',
    ]);
  });

  test('is refused from another account or region', () => {
    expect(told('prod', { 'gateway.waf': { kind: 'existing', arn: arn('eu-central-1', '999999999999') } })).toEqual([
      '  gateway.waf.arn is of account 999999999999, but account.id is 333333333333',
      '    a load balancer takes web ACLs of its own account only',
    ]);
    expect(told('prod', { 'gateway.waf': { kind: 'existing', arn: arn('us-east-1', '333333333333') } })).toEqual([
      "  gateway.waf.arn is in us-east-1, but the environment's region is eu-central-1",
      '    name one (wafv2) in eu-central-1',
    ]);
  });

  test('is refused for CloudFront', () => {
    const global = 'arn:aws:wafv2:us-east-1:333333333333:global/webacl/corporate/0a1b';
    expect(told('prod', { 'gateway.waf': { kind: 'existing', arn: global } })).toEqual([
      expect.stringContaining('it takes the ARN of a regional web ACL'),
    ]);
  });
});
