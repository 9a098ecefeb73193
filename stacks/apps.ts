import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { LiteLlm } from '../constructs/charts/litellm';
import { OpenWebUi } from '../constructs/charts/open-webui';
import { USER_HEADERS } from '../constructs/charts/open-webui-plan';
import { ApplicationRoute } from '../constructs/gateway';
import { isFiltered } from '../constructs/egress';
import { applicationFlows } from '../constructs/network-policies';
import { search } from '../constructs/search';
import type { Wiring } from '../constructs/wiring';
import type { Environment } from '../environments/schema';
import type { DataConnections } from './cluster-data';
import { EnvironmentStack } from './environment-stack';
import { namespaceContents, type NamespaceProps } from './namespace-contents';
import type { PlatformConnection } from './platform';

export interface AppsStackProps extends NamespaceProps {
  readonly platform: PlatformConnection;
  /** Where the applications keep what they know. */
  readonly connections: DataConnections;
}

/** LiteLLM, Open WebUI and the search, wired to their data stores and to each other. */
export class AppsStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment, { connections, ...props }: AppsStackProps) {
    super(scope, environment, 'apps');
    const { cluster, platform } = props;
    this.useCluster(cluster);
    const { account } = environment;
    const { namespace, gateway } = platform;
    const { postgres, redis, storage } = connections;
    const hosts = environment.gateway.kind === 'none' ? {} : environment.gateway.hosts;

    const { policies, manifests, vault } = namespaceContents(this, 'apps', environment, props);
    const loadsPages = environment.search.kind !== 'none' && !isFiltered(environment.network);
    const searchConnection = search(this, 'search', environment.search, { namespace, vault, manifests });
    const litellm = new LiteLlm(this, 'litellm', {
      settings: environment.litellm,
      names: this.names,
      account,
      cluster,
      namespace,
      vault,
      manifests,
      database: postgres.litellm,
      cache: redis.litellmCache,
      coordination: redis.coordination,
      storage,
      search: searchConnection,
      userHeader: USER_HEADERS[environment.openwebui.userSpend],
    });
    const litellmRoute = new ApplicationRoute(this, 'litellm-route', {
      gateway,
      application: 'litellm',
      hostname: hosts.litellm,
      namespace,
      service: litellm.service,
    });
    const openwebuiRoute = new ApplicationRoute(this, 'openwebui-route', {
      gateway,
      application: 'openwebui',
      hostname: hosts.openwebui,
      namespace,
      service: OpenWebUi.SERVICE,
    });
    const openwebui = new OpenWebUi(this, 'openwebui', {
      settings: environment.openwebui,
      names: this.names,
      cluster,
      namespace,
      vault,
      manifests,
      database: postgres.openwebui,
      redis: redis.openwebui,
      storage,
      search: searchConnection,
      loadsPages,
      litellm,
      litellmImage: environment.litellm.image,
      models: environment.litellm.models,
      url: openwebuiRoute.url,
    });

    litellmRoute.comesAfter(litellm.release);
    openwebuiRoute.comesAfter(openwebui.release);

    policies.allow(
      applicationFlows({
        settings: environment.networkPolicies,
        namespace,
        gateway: environment.gateway,
        podIdentity: cluster.kind === 'eks',
        storage,
        search: searchConnection,
        litellm: {
          settings: environment.litellm,
          database: postgres.litellm,
          cache: redis.litellmCache,
          coordination: redis.coordination,
        },
        openwebui: {
          settings: environment.openwebui,
          database: postgres.openwebui,
          redis: redis.openwebui,
          loadsPages,
        },
      }),
    );

    const wiring: Wiring = { litellm: litellm.wiring, openwebui: openwebui.wiring };
    new TerraformOutput(this, 'urls', {
      description: 'Where users find the applications; inside the cluster where they have no route',
      value: {
        openwebui: openwebuiRoute.url ?? openwebui.endpoint,
        litellm: litellmRoute.url ?? litellm.endpoint,
      },
    });
    new TerraformOutput(this, 'litellm-endpoint', {
      description: 'Where applications in the cluster call models',
      value: litellm.endpoint,
    });
    new TerraformOutput(this, 'secret-names', {
      description: "The Secrets that the applications read, in the environment's namespace",
      value: { litellm: litellm.secretNames, openwebui: openwebui.secretNames },
    });
    new TerraformOutput(this, 'wiring', {
      description: 'Each connection of each application; no secret is in it',
      value: wiring,
    });
  }
}
