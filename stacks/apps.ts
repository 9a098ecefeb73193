import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { LITELLM_APPLICATION } from '../constructs/litellm/application';
import { LiteLlm } from '../constructs/litellm/litellm';
import { OPEN_WEBUI_APPLICATION } from '../constructs/open-webui/application';
import { OpenWebUi } from '../constructs/open-webui/open-webui';
import { USER_HEADERS } from '../constructs/open-webui/plan';
import { ApplicationRoute } from '../constructs/gateway';
import { isFiltered } from '../constructs/egress';
import { search } from '../constructs/search';
import { searchFlows } from '../constructs/search/flows';
import type { Environment } from '../environments/schema';
import type { DataConnections } from './cluster-data';
import { Applications } from './applications';
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
    const applications = new Applications({
      settings: environment.networkPolicies,
      gateway: environment.gateway,
      podIdentity: cluster.kind === 'eks',
      namespace,
    });
    const searchConnection = search(this, 'search', environment.search, { namespace, vault, manifests });
    const litellm = applications.add(
      new LiteLlm(this, 'litellm', {
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
      }),
    );
    const litellmRoute = new ApplicationRoute(this, 'litellm-route', {
      gateway,
      application: 'litellm',
      exposure: LITELLM_APPLICATION.exposure,
      hostname: hosts.litellm,
      namespace,
      service: litellm.service,
    });
    const openwebuiRoute = new ApplicationRoute(this, 'openwebui-route', {
      gateway,
      application: 'openwebui',
      exposure: OPEN_WEBUI_APPLICATION.exposure,
      hostname: hosts.openwebui,
      namespace,
      service: OpenWebUi.SERVICE,
    });
    const openwebui = applications.add(
      new OpenWebUi(this, 'openwebui', {
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
        litellmShape: environment.litellm.shape,
        models: environment.litellm.models,
        modelAliases: environment.litellm.aliases,
        url: openwebuiRoute.url,
      }),
    );

    litellmRoute.comesAfter(litellm.release);
    openwebuiRoute.comesAfter(openwebui.release);

    policies.allow([...applications.flows, ...searchFlows(searchConnection, environment.networkPolicies)]);
    new TerraformOutput(this, 'urls', {
      description: 'Where users find the applications; inside the cluster where they have no route',
      value: applications.urls({ litellm: litellmRoute.url, openwebui: openwebuiRoute.url }),
    });
    new TerraformOutput(this, 'litellm-endpoint', {
      description: 'Where applications in the cluster call models',
      value: litellm.endpoint,
    });
    new TerraformOutput(this, 'secret-names', {
      description: "The Secrets that the applications read, in the environment's namespace",
      value: applications.secretNames,
    });
    new TerraformOutput(this, 'wiring', {
      description: 'Each connection of each application; no secret is in it',
      value: applications.wiring,
    });
  }
}
