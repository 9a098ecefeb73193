import { tmpdir } from 'node:os';
import { type Environment, UserError } from '../../environments';
import { redisServers } from '../../stacks/redis-servers';
import { Kubectl } from './kubectl';

/** A size that the environment asks for. */
interface Volume {
  readonly setting: string;
  /** The Helm release that makes it, or the cluster of CloudNativePG whose operator does: both have one name. */
  readonly release: string;
  readonly gib: number;
}

interface ClaimList {
  readonly items: readonly {
    readonly metadata: {
      readonly annotations?: Readonly<Record<string, string>>;
      readonly labels?: Readonly<Record<string, string>>;
    };
    readonly spec: {
      readonly storageClassName?: string;
      readonly resources: { readonly requests: { readonly storage: string } };
    };
  }[];
}

interface ClassList {
  readonly items: readonly { readonly metadata: { readonly name: string }; readonly allowVolumeExpansion?: boolean }[];
}

/**
 * Refuses sizes that the cluster's volumes cannot grow to. The API server would refuse them too, but in the middle of a
 * release, which is then rolled back with everything else that was changed in it. What cannot be read is not refused.
 * @throws UserError for volumes of a StorageClass that does not let them grow
 */
export async function refuseVolumesThatCannotGrow(environment: Environment): Promise<void> {
  // EKS' own StorageClasses let volumes grow.
  if (environment.cluster.kind !== 'kubeconfig') return;
  const problems = await volumesThatCannotGrow(environment, await Kubectl.to(environment, tmpdir())).catch(
    (error: unknown) => {
      // There may be no kubectl, and before the first deployment no cluster.
      if (error instanceof UserError) return [];
      throw error;
    },
  );
  if (problems.length === 0) return;
  const lines = [`nothing was done: volumes of ${environment.name} cannot become larger`, ...problems];
  throw new UserError([...lines, 'write the former size again'].join('\n  '));
}

/** A line for each volume that is to become larger than it can. */
export async function volumesThatCannotGrow(environment: Environment, kubectl: Kubectl): Promise<string[]> {
  const wanted = volumesOf(environment);
  if (wanted.length === 0) return [];
  const get = async (...what: readonly string[]): Promise<unknown> =>
    JSON.parse(await kubectl.do('get', ...what, '--output', 'json'));
  const claims = (await get('persistentvolumeclaims', '--namespace', environment.namespace)) as ClaimList;
  const classes = (await get('storageclasses')) as ClassList;
  const fixed = classes.items.filter(({ allowVolumeExpansion }) => allowVolumeExpansion !== true);
  return wanted.flatMap(({ setting, release, gib }) => {
    const claim = claims.items.find(
      ({ metadata: { annotations, labels } }) =>
        annotations?.['meta.helm.sh/release-name'] === release || labels?.['cnpg.io/cluster'] === release,
    );
    const storageClass = claim?.spec.storageClassName;
    if (!claim || !fixed.some(({ metadata }) => metadata.name === storageClass)) return [];
    const { storage } = claim.spec.resources.requests;
    const isLarger = storage.endsWith('Gi') && gib > Number.parseInt(storage, 10);
    if (!isLarger) return [];
    return [
      `${setting} is ${gib}; the volume is ${storage}, and its StorageClass ${storageClass ?? ''} lets none grow`,
    ];
  });
}

function volumesOf(environment: Environment): Volume[] {
  const { postgres, storage, openwebui, release } = environment;
  const volumes: Volume[] = [];
  const add = (setting: string, name: string, gib: number): void => {
    volumes.push({ setting: `${setting}.storageGib`, release: name, gib });
  };
  if (postgres.kind === 'in-cluster') add('postgres', `${release}-postgresql`, postgres.storageGib);
  for (const { id, settings, service } of redisServers(environment)) {
    if (settings.kind === 'in-cluster') add(`redis.${id}`, `${release}-${service}`, settings.storageGib);
  }
  if (storage.kind === 'volume') add('storage', 'open-webui', storage.storageGib);
  if (openwebui.pipelines) add('openwebui.pipelines', 'pipelines', openwebui.pipelines.storageGib);
  return volumes;
}
