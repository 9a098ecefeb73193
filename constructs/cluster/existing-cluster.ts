import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { Construct } from 'constructs';
import type { EksConnection } from './connection';
import { serviceAddresses } from './service-addresses';
import type { ExistingClusterSettings } from './settings';

/**
 * An EKS cluster that exists already; it is looked up by name and nothing of it is changed.
 * @example
 * ```ts
 * const cluster = new ExistingCluster(
 *   this,
 *   'cluster',
 *   existingClusterSettings({ kind: 'existing', name: 'shared' }),
 * );
 * ```
 */
export class ExistingCluster extends Construct implements EksConnection {
  readonly kind = 'eks';
  readonly name: string;
  readonly endpoint: string;
  readonly certificateAuthorityData: string;
  readonly securityGroupId: string;
  readonly vpcId: string;
  readonly apiAddress: string;
  readonly dnsAddress: string;
  readonly autoMode: boolean;
  readonly podSecurityGroups: boolean;
  readonly authentication: EksConnection['authentication'];

  constructor(scope: Construct, id: string, settings: ExistingClusterSettings) {
    super(scope, id);
    const cluster = new DataAwsEksCluster(this, 'cluster', { name: settings.name });
    this.name = settings.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthorityData = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.get(0).clusterSecurityGroupId;
    this.vpcId = cluster.vpcConfig.get(0).vpcId;
    const services = serviceAddresses(this, cluster.kubernetesNetworkConfig.get(0).serviceIpv4Cidr);
    this.apiAddress = services.apiAddress;
    this.dnsAddress = services.dnsAddress;
    this.autoMode = settings.autoMode;
    this.podSecurityGroups = settings.podSecurityGroups;
    this.authentication = settings.authentication;
  }
}
