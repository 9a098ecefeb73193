import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { KubernetesManifest, ManifestRelease } from '../kubernetes/manifest-release';
import type { Names } from '../names';
import type { PodGroup } from '../network-policies/flow';
import {
  bootstrapPods,
  bootstrapRelease,
  type LiteLlmShape,
  litellmPods,
  OPEN_WEBUI_PODS,
} from '../network-policies/pods';
import type { ClientSecurityGroup, DataStoreClient, DataStoreClients } from './connection';

export interface PodClientsProps {
  readonly names: Names;
  readonly vpcId: string;
  /** The cluster's own group, which the pods keep. */
  readonly clusterSecurityGroupId: string;
  /** The applications' namespace. */
  readonly namespace: string;
  /** The release that carries the policies: it is there before any of the pods. */
  readonly manifests: ManifestRelease;
  /** The shape of LiteLLM, which says how its pods are labelled. */
  readonly shape: LiteLlmShape;
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
}

const DESCRIPTIONS: Readonly<Record<DataStoreClient, string>> = {
  litellm: 'Pods of LiteLLM',
  openwebui: 'Pods of Open WebUI',
  'database-bootstrap': 'The job that makes databases ready',
};

/**
 * Clients with a security group each: data stores let in these and not the cluster. The pods keep the cluster's group
 * beside their own, for DNS, probes, load balancers and each other. Its own has no tag of a cluster's: the load balancer
 * controller takes the one group that has.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
 * @example
 * ```ts
 * const clients = new PodClients(this, 'clients', {
 *   ...common,
 *   manifests,
 *   vpcId: network.vpcId,
 *   clusterSecurityGroupId: cluster.securityGroupId,
 *   shape: 'split',
 * });
 * const server = new AuroraCluster(this, 'aurora', {
 *   ...common,
 *   network,
 *   settings: ManagedPostgresSettings.parse({ kind: 'managed' }),
 * });
 * const postgres = new AuroraPostgres(this, 'postgres', { ...wiring, server, clients, users: ['litellm'] });
 * ```
 */
export class PodClients extends Construct implements DataStoreClients {
  private readonly made = new Map<DataStoreClient, ClientSecurityGroup>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PodClientsProps,
  ) {
    super(scope, id);
  }

  groupsOf(clients: readonly DataStoreClient[]): readonly ClientSecurityGroup[] {
    return [...new Set(clients)].map((client) => this.made.get(client) ?? this.make(client));
  }

  private make(client: DataStoreClient): ClientSecurityGroup {
    const { names, vpcId, manifests } = this.props;
    const name = names.of(`${client}-pods`);
    const description = DESCRIPTIONS[client];
    const { id } = new SecurityGroup(this, client, { name, description, vpcId, tags: { Name: name } });
    const group: ClientSecurityGroup = { name: client, id, description, own: true };
    this.made.set(client, group);
    manifests.add(...this.podsOf(client).map((pods) => this.policy(pods, id)));
    return group;
  }

  /** Every group of the client's pods that connects to a data store, each once. */
  private podsOf(client: DataStoreClient): readonly PodGroup[] {
    switch (client) {
      case 'litellm': {
        const { api, management, migrations } = litellmPods(this.props.shape);
        return [...new Set([api, management, ...(migrations ? [migrations] : [])])];
      }
      case 'openwebui':
        return [OPEN_WEBUI_PODS];
      case 'database-bootstrap':
        return [bootstrapPods(bootstrapRelease(this.props.release))];
    }
  }

  private policy({ name, labels }: PodGroup, securityGroupId: string): KubernetesManifest {
    const { namespace, clusterSecurityGroupId } = this.props;
    return {
      apiVersion: 'vpcresources.k8s.aws/v1beta1',
      kind: 'SecurityGroupPolicy',
      metadata: { name, namespace },
      spec: {
        podSelector: { matchLabels: labels },
        securityGroups: { groupIds: [clusterSecurityGroupId, securityGroupId] },
      },
    };
  }
}
