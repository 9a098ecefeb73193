import { Ec2Tag } from '@cdktf/provider-aws/lib/ec2-tag';
import { RamPrincipalAssociation } from '@cdktf/provider-aws/lib/ram-principal-association';
import { RamResourceAssociation } from '@cdktf/provider-aws/lib/ram-resource-association';
import { RamResourceShare } from '@cdktf/provider-aws/lib/ram-resource-share';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { NetworkZone, ZoneLetter } from './network-zone';

/** The account that uses a VPC which it does not own. */
export interface Participant {
  readonly accountId: string;
  /** Works in that account, in the VPC's region. */
  readonly provider: TerraformProvider;
}

export interface SharedSubnetsProps {
  readonly names: Names;
  readonly zones: readonly (readonly [ZoneLetter, NetworkZone])[];
  readonly participant: Participant;
}

/**
 * Lets another account of the organization put things into the subnets: a cluster, load balancers, data stores. Routes,
 * NAT gateways, endpoints and flow logs stay the owner's. Tags are not shared, so the participant's own view of a subnet
 * gets those that its load balancer controller looks for.
 */
export class SharedSubnets extends Construct {
  constructor(scope: Construct, id: string, { names, zones, participant }: SharedSubnetsProps) {
    super(scope, id);
    const name = names.of('subnets');
    const share = new RamResourceShare(this, 'share', {
      name,
      // To accounts of the same organization only, which take it without being asked.
      allowExternalPrincipals: false,
      tags: { Name: name },
    });
    const taking = new RamPrincipalAssociation(this, 'participant', {
      principal: participant.accountId,
      resourceShareArn: share.arn,
    });
    for (const [letter, zone] of zones) {
      for (const [kind, { id: subnetId, arn, tags }] of Object.entries(zone.subnets)) {
        const shared = new RamResourceAssociation(this, `${kind}-${letter}`, {
          resourceArn: arn,
          resourceShareArn: share.arn,
        });
        Object.entries(tags).forEach(([key, value], index) => {
          new Ec2Tag(this, `${kind}-${letter}-tag-${index}`, {
            provider: participant.provider,
            resourceId: subnetId,
            key,
            value,
            // A subnet can be seen from the other account only then.
            dependsOn: [shared, taking],
          });
        });
      }
    }
  }
}
