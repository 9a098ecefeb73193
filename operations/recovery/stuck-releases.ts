import type { EnvironmentRelease } from './environment-releases';
import type { Kubectl } from './kubectl';

/** One of Helm's records of a release. */
export interface ReleaseRevision {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  /** In Helm's words: `pending-install`. */
  readonly status: string;
  /** When Helm began it, in UTC: `2026-11-30 14:05`. */
  readonly since: string;
}

/** What is printed of each of Helm's records: its labels, and never what is in it. */
const COLUMNS = [
  '.metadata.labels.name',
  '.metadata.labels.version',
  '.metadata.labels.status',
  '.metadata.creationTimestamp',
];
const LINE = `{range .items[*]}${COLUMNS.map((column) => `{${column}}`).join('{"\\t"}')}{"\\n"}{end}`;

const SUCCEEDED = ['deployed', 'superseded'];

/** Finds, among an environment's own releases, those that refuse every further deployment, and lets go of them. */
export class StuckReleases {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly releases: readonly EnvironmentRelease[],
  ) {}

  async find(): Promise<ReleaseRevision[]> {
    const namespaces = [...new Set(this.releases.map(({ namespace }) => namespace))];
    const found: ReleaseRevision[] = [];
    for (const namespace of namespaces) {
      const revisions = await this.revisions(namespace);
      for (const { name, goesOn } of this.releases.filter((release) => release.namespace === namespace)) {
        found.push(
          ...stuckOf(
            revisions.filter((revision) => revision.name === name),
            goesOn,
          ),
        );
      }
    }
    return found;
  }

  /**
   * Deletes Helm's record of one revision, if it still is as it was found. What the revision made stays and runs; the next
   * deployment takes it over.
   */
  async letGo({ name, namespace, revision, status }: ReleaseRevision): Promise<void> {
    const which = `owner=helm,name=${name},version=${revision},status=${status}`;
    await this.kubectl.do('delete', 'secrets', '--namespace', namespace, '--selector', which);
  }

  /** Helm's records in a namespace, the newest first. */
  private async revisions(namespace: string): Promise<ReleaseRevision[]> {
    const secrets = [
      '--namespace',
      namespace,
      '--selector',
      'owner=helm',
      '--field-selector',
      'type=helm.sh/release.v1',
    ];
    const printed = await this.kubectl.do('get', 'secrets', ...secrets, '--output', `jsonpath=${LINE}`);
    return printed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', revision = '', status = '', created = ''] = line.split('\t');
        const since = created.slice(0, 16).replace('T', ' ');
        return { name, namespace, revision: Number(revision), status, since };
      })
      .sort((one, other) => other.revision - one.revision);
  }
}

/**
 * What of a release's history has to go.
 * @param history the newest first
 * @param goesOn whether a failed first install is gone on with
 */
function stuckOf(history: readonly ReleaseRevision[], goesOn: boolean): ReleaseRevision[] {
  const [last] = history;
  if (last === undefined) return [];
  if (last.status.startsWith('pending-')) return [last];
  // Helm neither installs nor upgrades what it has begun to remove, nor what older records are left of.
  if (last.status === 'uninstalling') return [...history];
  const everSucceeded = history.some(({ status }) => SUCCEEDED.includes(status));
  // Terraform never heard of it, and its name is in use.
  return last.status === 'failed' && !everSucceeded && !goesOn ? [...history] : [];
}
