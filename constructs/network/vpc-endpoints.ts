import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { policyDocument } from '../identity/policy-document';
import type { Names } from '../names';
import type { VpcEndpointService } from './settings';

export interface VpcEndpointsProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly services: readonly VpcEndpointService[];
  readonly vpcId: string;
  /** The VPC's range: who may use the interface endpoints. */
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

type InterfaceService = Exclude<VpcEndpointService, 's3'>;

/** The last parts of the endpoints' service names, where they are not the service's own. */
const ENDPOINTS: Partial<Record<InterfaceService, readonly string[]>> = { ecr: ['ecr.api', 'ecr.dkr'] };

/** AWS services without the internet in between: S3 through the route tables, the others through private addresses. */
export class VpcEndpoints extends Construct {
  private readonly props: VpcEndpointsProps;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    this.props = props;
    const services = [...new Set(props.services)];
    const interfaceServices = services.filter((service) => service !== 's3');
    if (services.includes('s3')) this.gatewayEndpoint();
    if (interfaceServices.length === 0) return;
    const securityGroupId = this.securityGroup();
    for (const service of interfaceServices) {
      for (const endpoint of ENDPOINTS[service] ?? [service])
        this.interfaceEndpoint(service, endpoint, securityGroupId);
    }
  }

  /**
   * Without a policy of its own, which is S3's default, everything: the layers of container images come from buckets
   * of other accounts, and which ones differs from registry to registry.
   */
  private gatewayEndpoint(): void {
    new VpcEndpoint(this, 's3', {
      vpcId: this.props.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: this.serviceName('s3'),
      routeTableIds: [...this.props.routeTableIds],
      tags: { Name: this.props.names.of('s3') },
    });
  }

  private interfaceEndpoint(service: InterfaceService, endpoint: string, securityGroupId: string): void {
    const id = endpoint.replace('.', '-');
    new VpcEndpoint(this, id, {
      vpcId: this.props.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: this.serviceName(endpoint),
      subnetIds: [...this.props.subnetIds],
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      policy: service === 'sts' ? undefined : this.ownIdentitiesOnly(),
      tags: { Name: this.props.names.of(id) },
    });
  }

  /**
   * Nobody can carry data out with an identity of another account. Not for STS: a pod that trades its token for a role
   * (IRSA) has no identity yet.
   */
  private ownIdentitiesOnly(): string {
    return policyDocument([
      {
        sid: 'OwnIdentities',
        principals: '*',
        // An endpoint's policy bounds what identities are allowed elsewhere; it grants nothing.
        actions: ['*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:PrincipalAccount': this.props.account.id } },
      },
    ]);
  }

  private securityGroup(): string {
    const name = this.props.names.of('vpc-endpoints');
    const group = new SecurityGroup(this, 'security-group', {
      name,
      description: 'Interface endpoints of AWS services',
      vpcId: this.props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'https', {
      securityGroupId: group.id,
      description: 'HTTPS from inside the VPC',
      cidrIpv4: this.props.cidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    return group.id;
  }

  private serviceName(endpoint: string): string {
    return `com.amazonaws.${this.props.account.region}.${endpoint}`;
  }
}
