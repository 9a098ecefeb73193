import { Testing } from 'cdktf';
import type { ContainerVariables, EnvVar } from '../../constructs/helm/container-variables';
import { effectiveEnvironment } from './effective-environment';
import { valueAt } from '../../constructs/helm/helm-merge';
import { type Environment, type EnvironmentInput } from '../../environments';
import { EnvironmentSettings } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { type Manifest, releaseValues } from './helm-release';
import { synthesized, type TerraformJson } from './terraform-json';

/** The smallest environment: everything in a cluster that is there already. */
const IN_CLUSTER: EnvironmentInput = {
  cluster: { kind: 'kubeconfig' },
  postgres: { kind: 'in-cluster' },
  redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
  storage: { kind: 'volume' },
};

/** An environment called `test`: everything in the cluster, but for what a test says. */
export function environment(input: Partial<EnvironmentInput> = {}): Environment {
  return { ...EnvironmentSettings.parse({ ...IN_CLUSTER, ...input }), name: 'test' };
}

/** An environment on an EKS cluster and with a bucket that are there already. */
export function awsEnvironment(input: Partial<EnvironmentInput> = {}): Environment {
  return environment({
    account: { id: '123456789012', region: 'eu-central-1' },
    network: { kind: 'existing', vpcId: 'vpc-0a', privateSubnetIds: ['subnet-0a', 'subnet-0b'] },
    cluster: { kind: 'existing', name: 'shared' },
    storage: { kind: 'existing', bucket: 'files' },
    ...input,
  });
}

/** A VPC of the environment's own, with an Auto Mode cluster and everything managed. */
export const MANAGED: Partial<EnvironmentInput> = {
  network: { kind: 'managed', cidr: '10.30.0.0/16' },
  cluster: { kind: 'managed' },
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
};

/** Stacks of an environment, synthesized, by their layer. */
export function layers(settings: Environment): Readonly<Record<string, TerraformJson>> {
  const stacks = environmentStacks(Testing.app(), settings);
  return Object.fromEntries(
    stacks.map((stack) => [stack.node.id.replace(`${settings.name}-`, ''), synthesized(stack)]),
  );
}

/** What an environment's applications are told. */
export class Applications {
  readonly json: TerraformJson;
  /** What the cluster has of the data stores that they use. */
  readonly data?: TerraformJson;
  /** What AWS keeps of them. */
  readonly managedData?: TerraformJson;

  constructor(readonly settings: Environment) {
    const { apps, 'cluster-data': data, 'managed-data': managedData } = layers(settings);
    this.data = data;
    this.managedData = managedData;
    if (!apps) throw new Error('there is no stack of applications');
    this.json = apps;
  }

  /** A release's values. */
  values(release: string): Readonly<Record<string, unknown>> {
    return releaseValues(this.json, release);
  }

  /** LiteLLM's `config.yaml`. */
  get config(): unknown {
    const path = this.settings.litellm.shape === 'classic' ? ['proxy_config'] : ['gateway', 'config', 'proxy_config'];
    return valueAt(this.values('litellm'), path);
  }

  /** A value of LiteLLM's configuration, at keys joined by dots. */
  configured(path: string): unknown {
    return valueAt(this.config, path.split('.'));
  }

  /** Variables of LiteLLM's containers. */
  get litellm(): ContainerVariables {
    return this.variables(this.settings.litellm.shape === 'classic' ? 'litellm-helm' : 'litellm', 'litellm');
  }

  /** Variables of Open WebUI's containers. */
  get openwebui(): ContainerVariables {
    return this.variables('open-webui', 'open-webui');
  }

  /** The texts from which External Secrets composes a Secret, by its keys. */
  secret(name: string): Readonly<Record<string, string>> {
    const manifests = this.values(`${this.settings.release}-apps`).resources as readonly Manifest[];
    const found = manifests.find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === name);
    return valueAt(found?.spec, ['target', 'template', 'data']) as Readonly<Record<string, string>>;
  }

  private variables(chart: string, release: string): ContainerVariables {
    return effectiveEnvironment(chart, this.values(release), { release, namespace: this.settings.namespace });
  }
}

/** The variable of that name; the last one, as Kubernetes takes it. */
export function variable(variables: readonly EnvVar[] | undefined, name: string): EnvVar | undefined {
  return named(variables, name).at(-1);
}

/** Every variable of that name. */
export function named(variables: readonly EnvVar[] | undefined, name: string): readonly EnvVar[] {
  return (variables ?? []).filter((one) => 'name' in one && one.name === name);
}
