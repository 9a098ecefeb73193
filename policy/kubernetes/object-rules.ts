import type { Outcome, SuiteOutcomes } from '../outcome';
import { isBlock, listOf, type Block } from '../synthesized';
import { type OwnObject, subjectOf } from './own-objects';

/** Something that has to be true of every pod. */
export interface PodRule {
  readonly id: string;
  readonly title: string;
  /** Kinds that it is for; all that have pods when absent. */
  readonly kinds?: readonly string[];
  /** Says what is wrong; nothing when it is right. */
  readonly judge: (pod: Block, workload: Block) => string | undefined;
}

/** Kinds that make pods; others have templates too, of nodes for example. */
const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'];

/** What Checkov has no check for; those without a number are named after kube-linter's checks. */
export const POD_RULES: readonly PodRule[] = [
  {
    id: 'HUB-K8S.2',
    title: 'Pods learn nothing of the services of their namespace by environment variables',
    judge: ({ enableServiceLinks }) => (enableServiceLinks === false ? undefined : 'enableServiceLinks is on'),
  },
  {
    id: 'HUB-K8S.3',
    title: 'What pods write to a disk of the node is bounded',
    judge: (pod) => {
      const open = listOf(pod.volumes)
        .filter(isBlock)
        .find(({ emptyDir }) => emptyDir !== undefined && !(isBlock(emptyDir) && emptyDir.sizeLimit !== undefined));
      return open && `the emptyDir ${String(open.name)} has no sizeLimit`;
    },
  },
  {
    id: 'no-anti-affinity',
    title: 'Replicas are spread over nodes',
    kinds: ['Deployment', 'StatefulSet'],
    judge: (pod, { replicas }) =>
      replicas === 1 || pod.topologySpreadConstraints !== undefined || pod.affinity !== undefined
        ? undefined
        : 'nothing keeps its replicas from one node',
  },
];

/** Holds the pods of objects against rules of our own. */
export function checkPods(objects: readonly OwnObject[]): SuiteOutcomes {
  const outcomes = objects.flatMap((own): Outcome[] => {
    const { kind, spec } = own.object;
    const pod = WORKLOADS.includes(kind) ? podOf(spec) : undefined;
    if (!pod || !isBlock(spec)) return [];
    return POD_RULES.filter(({ kinds }) => kinds?.includes(kind) ?? true).map(({ id, title, judge }) => {
      const problem = judge(pod, spec);
      return {
        environment: own.environment,
        check: id,
        title,
        subject: subjectOf(own),
        problem: problem === undefined ? undefined : `${title}: ${problem}`,
      };
    });
  });
  return { suite: 'own rules on Kubernetes', outcomes };
}

/** The pod that a workload makes. */
function podOf(spec: unknown): Block | undefined {
  if (!isBlock(spec)) return undefined;
  if (isBlock(spec.jobTemplate)) return podOf(spec.jobTemplate.spec);
  return isBlock(spec.template) && isBlock(spec.template.spec) ? spec.template.spec : undefined;
}
