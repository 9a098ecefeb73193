import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { EksConnection } from '../cluster/connection';
import type { Route53DnsSettings } from '../dns/settings';
import { PodIdentityRole } from '../identity/pod-identity-role';
import type { PolicyStatement } from '../identity/policy-document';
import { Namespace } from '../kubernetes/namespace';
import { resources } from '../kubernetes/scheduling';
import type { Names } from '../names/names';
import { AWS_SERVICES, HTTPS, KUBERNETES_API, POD_CREDENTIALS } from '../network-policies/destinations';
import { type NetworkPolicyWiring, OperatorPolicies } from '../network-policies/operator-policies';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { chartLabels } from '../kubernetes/chart-labels';
import type { PodGroup } from '../network-policies/flow';

export const EXTERNAL_DNS_PODS: PodGroup = {
  name: 'external-dns',
  labels: chartLabels('external-dns', 'external-dns'),
};

/** The objects that say which host name leads to which load balancer. */
export type RecordSource =
  | { readonly kind: 'ingress'; readonly namespace: string; readonly ingressClass: string }
  | { readonly kind: 'gateway'; readonly namespace: string; readonly gateway: string };

export interface ExternalDnsProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly cluster: EksConnection;
  readonly zone: Route53DnsSettings;
  readonly hostnames: Readonly<Record<string, string>>;
  readonly source: RecordSource;
  readonly networkPolicies: NetworkPolicyWiring;
  readonly dependsOn: readonly ITerraformDependable[];
}

const METRICS_PORT = 7979;

/** Where it runs, and as whom. */
const IDENTITY = { namespace: 'external-dns', serviceAccount: 'external-dns' } as const;

/**
 * ExternalDNS: keeps the records of the environment's host names. The load balancers that they lead to are made inside
 * the cluster, after Terraform has ended. It changes no other record of the zone, and none that it did not make.
 * @example
 * ```ts
 * new ExternalDns(this, 'records', {
 *   ...common,
 *   cluster,
 *   zone: route53DnsSettings({ kind: 'route53', zoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' }),
 *   hostnames: { litellm: 'models.example.com' },
 *   source: { kind: 'ingress', namespace: namespace.name, ingressClass: 'alb' },
 *   networkPolicies,
 *   dependsOn: [namespace.resource],
 * });
 * ```
 */
export class ExternalDns extends Construct {
  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id);
    const { names, account, cluster, zone } = props;
    const namespace = new Namespace(this, 'namespace', { name: IDENTITY.namespace });
    const policies = new OperatorPolicies(this, 'network-policies', {
      ...props.networkPolicies,
      namespace,
      pods: [
        {
          group: EXTERNAL_DNS_PODS,
          reaches: [
            KUBERNETES_API,
            POD_CREDENTIALS,
            AWS_SERVICES,
            // Route 53 has no endpoint in a VPC; without the internet it is behind what the environment names.
            { to: { kind: 'internet' }, ports: [HTTPS] },
          ],
          metricsPort: METRICS_PORT,
        },
      ],
    });
    const identity = new PodIdentityRole(this, 'identity', {
      names,
      thing: 'external-dns',
      cluster,
      ...IDENTITY,
      statements: zone.assumeRoleArn === undefined ? ownZone(props) : takeRole(zone.assumeRoleArn),
    });
    new ChartRelease(this, 'chart', {
      chart: CHARTS.externalDns,
      release: 'external-dns',
      namespace: namespace.name,
      values: {
        provider: { name: 'aws' },
        serviceAccount: { create: true, name: IDENTITY.serviceAccount },
        resources: resources('10m', '64Mi', '128Mi'),
        env: [{ name: 'AWS_DEFAULT_REGION', value: account.region }],
        sources: [props.source.kind === 'ingress' ? 'ingress' : 'gateway-httproute'],
        // It reads one namespace and has no right to read others, but for their names where it follows a Gateway: it
        // does not start without those, so `gatewayNamespace`, with which the chart leaves that right out, is not said.
        namespaced: true,
        sourceNamespace: props.source.namespace,
        domainFilters: [zone.zoneName],
        // Records of a host name that is no longer there go too; only ever those with this owner's mark.
        policy: 'sync',
        registry: 'txt',
        // Environments of the same name, in two accounts, may share a zone.
        txtOwnerId: `${names.of('inferencehub')}-${account.id}`,
        // At once when a route changes, so that records go before what removes them does.
        triggerLoopOnEvent: true,
        extraArgs: extraArgs(props),
      },
      dependsOn: [namespace.resource, identity.association, policies.release, ...props.dependsOn],
    });
  }
}

function extraArgs({ zone, source }: ExternalDnsProps): string[] {
  return [
    `--zone-id-filter=${zone.zoneId}`,
    ...(source.kind === 'ingress'
      ? [`--ingress-class=${source.ingressClass}`]
      : [`--gateway-name=${source.gateway}`, `--gateway-namespace=${source.namespace}`]),
    ...(zone.assumeRoleArn === undefined ? [] : [`--aws-assume-role=${zone.assumeRoleArn}`]),
    ...(zone.externalId === undefined ? [] : [`--aws-assume-role-external-id=${zone.externalId}`]),
  ];
}

/** Who may do what to the zone is the business of its account, which gives it to the role. */
function takeRole(roleArn: string): PolicyStatement[] {
  // Pod Identity's tags go on with the session.
  return [{ sid: 'TakeZoneRole', actions: ['sts:AssumeRole', 'sts:TagSession'], resources: [roleArn] }];
}

/** The host names' records and ExternalDNS' marks beside them, in one zone. */
function ownZone({ account, zone, hostnames }: ExternalDnsProps): PolicyStatement[] {
  const zoneArn = `arn:${partitionOf(account.region)}:route53:::hostedzone/${zone.zoneId}`;
  return [
    {
      sid: 'ChangeOurRecords',
      actions: ['route53:ChangeResourceRecordSets'],
      resources: [zoneArn],
      conditions: {
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': recordNames(Object.values(hostnames)),
        },
      },
    },
    { sid: 'ReadZone', actions: ['route53:ListResourceRecordSets'], resources: [zoneArn] },
    // The list of zones takes no resource.
    { sid: 'FindZone', actions: ['route53:ListHostedZones'], resources: ['*'] },
  ];
}

/** A host name, and the names of the TXT records that mark its A, AAAA and CNAME records as ours. */
export function recordNames(hostnames: readonly string[]): string[] {
  return [...new Set(hostnames)].flatMap((hostname) => [
    hostname,
    ...['a', 'aaaa', 'cname'].map((type) => `${type}-${hostname}`),
  ]);
}
