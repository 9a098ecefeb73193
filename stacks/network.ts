import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { allowedConnections, egressFilter, usedServices } from '../constructs/egress';
import { network, type NetworkConnection } from '../constructs/network';
import { networkAccount } from '../constructs/network/owner';
import type { NetworkSettings } from '../constructs/network/settings';
import { otherAccountProvider } from '../constructs/providers/aws';
import { egressNeeds } from '../environments/applications';
import { type AwsEnvironment, EnvironmentStack } from './environment-stack';

/** What an environment needs for a network of its own. */
export type NetworkEnvironment = AwsEnvironment & { readonly network: NetworkSettings };

/** The VPC, made or adopted, and what can be reached from it. It works in the account that owns the VPC. */
export class NetworkStack extends EnvironmentStack {
  readonly network: NetworkConnection;

  constructor(scope: Construct, environment: NetworkEnvironment) {
    const account = networkAccount(environment.account, environment.network);
    super(scope, { ...environment, account }, 'network');
    const { names, awsTags: tags } = this;
    const { protection } = environment;
    const needs = egressNeeds(environment);
    this.network = network(this, 'network', environment.network, {
      names,
      account,
      protection,
      services: usedServices({ ...needs, network: environment.network, storage: environment.storage }),
      allowed: allowedConnections(environment.network, needs),
      adoptedBuckets: environment.storage.kind === 'existing' ? [environment.storage.bucket] : [],
      participant:
        account === environment.account
          ? undefined
          : {
              accountId: environment.account.id,
              provider: otherAccountProvider(this, 'workload', { account: environment.account, tags }),
            },
    });
    egressFilter(this, 'egress', environment.network, {
      names,
      account,
      protection,
      vpcId: this.network.vpcId,
      needs,
    });
    // Besides its use: a stack that only reads would have no state, and cdktf cannot deploy that on HCP Terraform.
    new TerraformOutput(this, 'vpc-id', { description: 'The VPC that everything is in', value: this.network.vpcId });
  }
}
