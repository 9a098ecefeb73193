import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { PodGroup } from '../network-policies/flow';
import type { ClientSecurityGroup, DataStoreClient, DataStoreClients } from './clients';

export interface PodClientsProps {
  readonly names: Names;
  readonly vpcId: string;
  /** The cluster's own group, which the pods keep. */
  readonly clusterSecurityGroupId: string;
  /** The applications' namespace. */
  readonly namespace: string;
  /** The release that carries the policies: it is there before any of the pods. */
  readonly manifests: ManifestRelease;
  /** Everything that may connect to a data store, by the name that data stores know it by. */
  readonly known: Readonly<Record<string, ClientPods>>;
}

/** What connects to data stores: its pods, and who they are. */
export interface ClientPods {
  /** For people who meet its security group in the console. */
  readonly description: string;
  /** Every group of its pods that connects to a data store, each once. */
  readonly pods: readonly PodGroup[];
}

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
 *   known: { reports: { description: 'Pods of the reports', pods: [{ name: 'reports', labels: { app: 'reports' } }] } },
 * });
 * new DataStoreClientRules(this, 'clients-of-documents', {
 *   group: { id: 'sg-0123456789abcdef0', thing: 'documents', port: 27017 },
 *   clients: clients.groupsOf(['reports']),
 * });
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
    const { names, vpcId, manifests, known } = this.props;
    const { description, pods } = known[client] ?? {};
    if (description === undefined || pods === undefined) throw new Error(`nobody said which pods ${client} is`);
    const name = names.of(`${client}-pods`);
    const { id } = new SecurityGroup(this, client, { name, description, vpcId, tags: { Name: name } });
    const made: ClientSecurityGroup = { name: client, id, description, own: true };
    this.made.set(client, made);
    manifests.add(...pods.map((group) => this.policy(group, id)));
    return made;
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
