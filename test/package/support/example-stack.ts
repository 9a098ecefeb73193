import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import * as hub from '../../../index';

const ACCOUNT = hub.accountSettings({ id: '222222222222', region: 'eu-west-1' });
const USES = hub.litellmRedisUses(hub.litellmSettings({}));

/**
 * A stack with what the examples of constructs take for granted, under the names that it has in the README's app. Each is
 * made when an example asks for it.
 */
export class ExampleStack extends TerraformStack {
  readonly account = ACCOUNT;
  readonly common = {
    names: new hub.Names('models'),
    account: ACCOUNT,
    release: 'models',
    namespace: 'models',
    protection: true,
  };
  private readonly made = new Map<string, unknown>();
  private readonly given: Construct;

  constructor() {
    super(new App(), 'example');
    // Apart, so that an example can use the same ids.
    this.given = new Construct(this, 'given');
    hub.awsProvider(this, ACCOUNT, {});
    hub.clusterProviders(this, this.cluster, ACCOUNT);
  }

  get network(): hub.NetworkConnection {
    return this.once('network', (id) => {
      const settings = hub.managedNetworkSettings({ kind: 'managed' });
      return new hub.ManagedNetwork(this.given, id, { ...this.common, services: [], settings });
    });
  }

  get cluster(): hub.ExistingCluster {
    return this.once('cluster', (id) => {
      const settings = hub.existingClusterSettings({ kind: 'existing', name: 'shared' });
      return new hub.ExistingCluster(this.given, id, settings);
    });
  }

  get namespace(): hub.Namespace {
    return this.once('namespace', (id) => new hub.Namespace(this.given, id, { name: 'models' }));
  }

  get networkPolicies(): hub.NetworkPolicyWiring {
    const settings = hub.networkPolicySettings({});
    return { settings, surroundings: hub.surroundingsOf(this.cluster, this.network, settings) };
  }

  get manifests(): hub.ManifestRelease {
    return this.once('manifests', (id) => new hub.ManifestRelease(this.given, id, this.common));
  }

  get key(): hub.EncryptionKey {
    return this.once('key', (id) => {
      return new hub.EncryptionKey(this.given, id, { ...this.common, thing: 'secrets', description: 'Secrets' });
    });
  }

  get vault(): hub.SecretsManagerVault {
    return this.once('vault', (id) => {
      return new hub.SecretsManagerVault(this.given, id, {
        ...this.common,
        manifests: this.manifests,
        kmsKeyArn: this.key.arn,
        externalSecretsRoleName: 'external-secrets',
        recoveryWindowDays: 30,
      });
    });
  }

  get role(): hub.ExistingRole {
    return this.once('role', (id) => {
      return new hub.ExistingRole(this.given, id, { roleName: 'batch', policyName: 'use-models' });
    });
  }

  get bucket(): hub.ExistingBucket {
    return this.once('bucket', (id) => {
      const settings = hub.existingStorageSettings({ kind: 'existing', bucket: 'files-of-models' });
      return new hub.ExistingBucket(this.given, id, { ...this.common, settings });
    });
  }

  get wiring() {
    const { common, network, manifests, vault, cluster } = this;
    return { ...common, network, manifests, vault, clients: new hub.ClusterClients(cluster.securityGroupId) };
  }

  get postgres(): hub.AuroraPostgres {
    return this.once('postgres', (id) => {
      const settings = hub.managedPostgresSettings({ kind: 'managed' });
      const { common, network } = this;
      const server = new hub.AuroraCluster(this.given, `${id}-server`, { ...common, network, settings });
      return new hub.AuroraPostgres(this.given, id, {
        ...this.wiring,
        server,
        owners: [{ name: 'litellm' }, { name: 'openwebui' }],
      });
    });
  }

  get cache(): hub.ElastiCacheRedis {
    return this.redis('cache', USES.cache);
  }

  get coordination(): hub.ElastiCacheRedis {
    return this.redis('coordination', USES.coordination);
  }

  get sessions(): hub.ElastiCacheRedis {
    return this.redis('sessions', hub.OPEN_WEBUI_REDIS);
  }

  get litellm(): hub.LiteLlm {
    return this.once('litellm', (id) => {
      return new hub.LiteLlm(this.given, id, {
        ...this.wiring,
        cluster: this.cluster,
        settings: hub.litellmSettings({}),
        database: this.postgres.connection('litellm'),
        cache: this.cache.connection('litellm-cache'),
        coordination: this.coordination.connection('litellm-coordination'),
      });
    });
  }

  private redis(thing: string, use: hub.RedisUse): hub.ElastiCacheRedis {
    return this.once(thing, (id) => {
      const evictionPolicy = use.copiesOnly ? 'allkeys-lru' : 'noeviction';
      const settings = hub.managedRedisSettings({ kind: 'managed', evictionPolicy });
      return new hub.ElastiCacheRedis(this.given, id, { ...this.wiring, settings, thing, uses: [use] });
    });
  }

  private once<Thing>(id: string, make: (id: string) => Thing): Thing {
    if (!this.made.has(id)) this.made.set(id, make(id));
    return this.made.get(id) as Thing;
  }
}

/** The names that an example may use. */
export const GIVEN = [
  'account',
  'bucket',
  'cache',
  'cluster',
  'common',
  'coordination',
  'key',
  'litellm',
  'manifests',
  'namespace',
  'network',
  'networkPolicies',
  'postgres',
  'role',
  'sessions',
  'vault',
  'wiring',
] as const satisfies readonly (keyof ExampleStack)[];
