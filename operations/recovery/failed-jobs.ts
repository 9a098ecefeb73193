import type { Kubectl } from './kubectl';

/** A Job that has not come to a good end, and what its last pod says. */
export interface FailedJob {
  readonly name: string;
  /** The end of its pod's log; or why the pod has none. */
  readonly lastLines: readonly string[];
}

/** Lines of a log that are shown: an error with its surroundings. */
const LINES = 20;

interface JobList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly conditions?: readonly Condition[]; readonly completionTime?: string };
  }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: {
      readonly phase?: string;
      readonly conditions?: readonly Condition[];
      readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: Waiting } }[];
    };
  }[];
}

interface Waiting {
  readonly reason?: string;
  readonly message?: string;
}

/** The Jobs of a namespace that have not ended well: Helm says of them only that it waited. */
export async function failedJobs(kubectl: Kubectl, namespace: string): Promise<FailedJob[]> {
  const jobs = JSON.parse(await kubectl.do('get', 'jobs', '--namespace', namespace, '--output', 'json')) as JobList;
  const unfinished = jobs.items.filter(({ status }) => status?.completionTime === undefined);
  const failed: FailedJob[] = [];
  for (const { metadata, status } of unfinished) {
    const why = status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True')?.message;
    const lastLines = await lastLinesOf(kubectl, namespace, metadata.name);
    failed.push({ name: metadata.name, lastLines: lastLines.length > 0 ? lastLines : [why ?? 'it has no pod yet'] });
  }
  return failed;
}

/** What the newest of a Job's pods says; of one that failed rather than of one that just begins. */
async function lastLinesOf(kubectl: Kubectl, namespace: string, job: string): Promise<readonly string[]> {
  const which = ['--namespace', namespace, '--selector', `batch.kubernetes.io/job-name=${job}`];
  const sorted = ['--sort-by', '.metadata.creationTimestamp', '--output', 'json'];
  const { items } = JSON.parse(await kubectl.do('get', 'pods', ...which, ...sorted)) as PodList;
  const pod = items.findLast(({ status }) => status?.phase === 'Failed') ?? items.at(-1);
  if (pod === undefined) return [];
  const waiting = pod.status?.containerStatuses?.map(({ state }) => state?.waiting).find(Boolean);
  if (waiting) return [`${waiting.reason ?? 'waiting'}: ${waiting.message ?? ''}`];
  const unscheduled = pod.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled) return [unscheduled.message ?? 'no node takes its pod'];
  const tail = ['--all-containers', `--tail=${LINES}`];
  const log = await kubectl.do('logs', pod.metadata.name, '--namespace', namespace, ...tail);
  return log.trimEnd().split('\n').slice(-LINES);
}
