import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountSettings } from '../constructs/account/settings';
import type { ClusterConnection } from '../constructs/cluster/connection';
import { boundRoles } from '../constructs/identity/permissions-boundary';
import { ImageSource } from '../constructs/images';
import { Names } from '../constructs/names/names';
import { awsProvider } from '../constructs/providers/aws';
import { clusterProviders } from '../constructs/providers/cluster';
import { stateBackend } from '../constructs/state/backend';
import type { Environment } from '../environments/schema';
import type { Layer } from './layers';
import { TERRAFORM_VERSION } from './terraform-version';

/** An environment that has an AWS account. */
export type AwsEnvironment = Environment & { readonly account: AccountSettings };

/**
 * What every stack of an environment has: its state, its name, where its images come from, and AWS where the environment
 * has an account.
 */
export abstract class EnvironmentStack extends TerraformStack {
  /** Names of what the stack makes. */
  readonly names: Names;
  /** Tags of everything that it makes on AWS. */
  protected readonly awsTags: Readonly<Record<string, string>>;
  private readonly account: AccountSettings | undefined;

  constructor(scope: Construct, environment: Environment, layer: Layer) {
    super(scope, `${environment.name}-${layer}`);
    this.names = new Names(environment.name);
    this.awsTags = awsTags(environment);
    this.account = environment.account;
    new ImageSource({ settings: environment.images, names: this.names, account: this.account }).provideFor(this);
    stateBackend(this, environment.state);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
    if (environment.account) awsProvider(this, environment.account, this.awsTags);
    const boundary = environment.account?.permissionsBoundaryArn;
    if (boundary !== undefined) boundRoles(this, boundary);
  }

  /** Lets the stack work inside the cluster: Kubernetes objects and Helm releases. */
  protected useCluster(connection: ClusterConnection): void {
    clusterProviders(this, connection, this.account);
  }
}

/** The environment's own tags win, also over one that differs in case only: IAM takes the two for one and refuses. */
function awsTags(environment: Environment): Record<string, string> {
  const chosen = new Set(Object.keys(environment.tags).map((key) => key.toLowerCase()));
  const ours = { Project: 'inferencehub', Environment: environment.name, ManagedBy: 'terraform' };
  const remaining = Object.entries(ours).filter(([key]) => !chosen.has(key.toLowerCase()));
  return { ...Object.fromEntries(remaining), ...environment.tags };
}
