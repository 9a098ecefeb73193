import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { allowedConnections, egressFilter, usedServices } from '../constructs/egress';
import { network, type NetworkConnection } from '../constructs/network';
import type { NetworkSettings } from '../constructs/network/settings';
import { type AwsEnvironment, EnvironmentStack } from './environment-stack';

/** What an environment needs for a network of its own. */
export type NetworkEnvironment = AwsEnvironment & { readonly network: NetworkSettings };

/** The VPC, made or adopted, and what can be reached from it. */
export class NetworkStack extends EnvironmentStack {
  readonly network: NetworkConnection;

  constructor(scope: Construct, environment: NetworkEnvironment) {
    super(scope, environment, 'network');
    this.network = network(this, 'network', environment.network, {
      names: this.names,
      account: environment.account,
      protection: environment.protection,
      services: usedServices(environment),
      allowed: allowedConnections(environment.network, environment),
      adoptedBuckets: environment.storage.kind === 'existing' ? [environment.storage.bucket] : [],
    });
    egressFilter(this, 'egress', environment.network, {
      names: this.names,
      account: environment.account,
      protection: environment.protection,
      vpcId: this.network.vpcId,
      needs: environment,
    });
    // Besides its use: a stack that only reads would have no state, and cdktf cannot deploy that on HCP Terraform.
    new TerraformOutput(this, 'vpc-id', { description: 'The VPC that everything is in', value: this.network.vpcId });
  }
}
