import { Route53ResolverFirewallDomainList } from '@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list';
import { Route53ResolverFirewallRule } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule';
import { Route53ResolverFirewallRuleGroup } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group';
import { Route53ResolverFirewallRuleGroupAssociation } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group-association';
import { Route53ResolverQueryLogConfig } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config';
import { Route53ResolverQueryLogConfigAssociation } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config-association';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { encryptedLogGroup } from '../logs/encrypted-log-group';
import type { Names } from '../names/names';

export interface DnsFirewallProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
  readonly vpcId: string;
  /** The names that can be resolved, without a final dot. */
  readonly domains: readonly string[];
  /** Days for which the names that were asked for are kept. */
  readonly logRetentionDays: number;
}

/** Rules are tried in this order. */
const PRIORITY = { allow: 100, block: 200 };

/** Of all rule groups of a VPC; AWS' own Firewall Manager has the numbers below and above 101 to 9899. */
const GROUP_PRIORITY = 101;

/**
 * Route 53 Resolver DNS Firewall: in the VPC the names on a list can be resolved and no others. What was asked for,
 * and what was refused, is logged.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
 * @example
 * ```ts
 * new DnsFirewall(this, 'egress', {
 *   ...common,
 *   vpcId: network.vpcId,
 *   domains: ['api.openai.com', '*.amazonaws.com'],
 *   logRetentionDays: 90,
 * });
 * ```
 */
export class DnsFirewall extends Construct {
  private readonly props: DnsFirewallProps;

  constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    this.props = props;
    const { names, vpcId, domains } = props;
    const group = new Route53ResolverFirewallRuleGroup(this, 'rules', { name: names.of('egress') });
    const allow = new Route53ResolverFirewallRule(this, 'allow', {
      name: 'allow',
      action: 'ALLOW',
      priority: PRIORITY.allow,
      firewallRuleGroupId: group.id,
      firewallDomainListId: this.domainList('allowed', domains),
      // The names that an allowed one leads on to (CNAME) are its owner's to choose, and change without notice.
      firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
    });
    const block = new Route53ResolverFirewallRule(this, 'block', {
      name: 'block',
      action: 'BLOCK',
      // As if there were no such name: a program gives up at once, and goes on to its next search domain.
      blockResponse: 'NXDOMAIN',
      priority: PRIORITY.block,
      firewallRuleGroupId: group.id,
      firewallDomainListId: this.domainList('everything', ['*']),
    });
    new Route53ResolverFirewallRuleGroupAssociation(this, 'association', {
      name: names.of('egress'),
      firewallRuleGroupId: group.id,
      vpcId,
      priority: GROUP_PRIORITY,
      // Never with one rule alone: that would be everything or nothing.
      dependsOn: [allow, block],
    });
    this.queryLog();
  }

  private domainList(id: 'allowed' | 'everything', domains: readonly string[]): string {
    return new Route53ResolverFirewallDomainList(this, id, {
      name: this.props.names.of(`egress-${id}`),
      // AWS keeps names with their final dot and the provider takes that for a change; every plan would show one.
      domains: domains.map((domain) => `${domain}.`),
    }).id;
  }

  private queryLog(): void {
    const { names, account, protection, vpcId, logRetentionDays } = this.props;
    const logs = encryptedLogGroup(this, {
      names,
      account,
      protection,
      thing: 'dns-queries',
      description: `Names asked for in the ${names.environment} VPC`,
      logGroup: `/inferencehub/${names.of('dns-queries')}`,
      retentionDays: logRetentionDays,
    });
    const config = new Route53ResolverQueryLogConfig(this, 'query-log', {
      name: names.of('dns-queries'),
      destinationArn: logs.arn,
    });
    new Route53ResolverQueryLogConfigAssociation(this, 'query-log-association', {
      resolverQueryLogConfigId: config.id,
      resourceId: vpcId,
    });
  }
}
