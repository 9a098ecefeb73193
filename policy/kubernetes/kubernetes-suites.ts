import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkov } from '../checkov/checkov';
import type { SuiteOutcomes } from '../outcome';
import { type OwnObject, subjectOf } from './own-objects';

const PROGRAM = join(__dirname, 'validate.py');

/** What is installed for environments whose cluster is somebody else's. */
const USUAL_VERSION = '1.35';

type Verdict = { readonly problem?: string; readonly unknown?: string } | null;

const TITLE = 'Objects are as the Kubernetes API has them';

/**
 * Holds objects against the schemas of the API, strictly.
 * @param versionOf the Kubernetes version of an environment's cluster, where it is known
 * @throws Error when none of the objects has a schema
 */
export function checkSchemas(
  python: string,
  objects: readonly OwnObject[],
  versionOf: (environment: string) => string | undefined,
): SuiteOutcomes {
  const entries = objects.map(({ environment, object }) => ({
    version: versionOf(environment) ?? USUAL_VERSION,
    object,
  }));
  const verdicts = JSON.parse(
    execFileSync(python, [PROGRAM], { input: JSON.stringify(entries), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as Verdict[];
  const outcomes = objects.flatMap((own, index) => {
    const verdict = verdicts[index];
    // Kinds of operators have schemas of their own, which come with the operator.
    if (verdict?.unknown !== undefined) return [];
    const problem = verdict?.problem;
    const subject = subjectOf(own);
    return [{ environment: own.environment, check: 'HUB-K8S.1', title: TITLE, subject, problem }];
  });
  if (outcomes.length === 0) throw new Error('none of the Kubernetes objects has a schema: nothing was checked');
  return { suite: 'Kubernetes schemas', outcomes };
}

/**
 * Lets Checkov read objects.
 * @param scratch an empty folder for copies
 */
export function checkObjects(checkov: Checkov, objects: readonly OwnObject[], scratch: string): SuiteOutcomes {
  objects.forEach(({ stack, object }, index) => {
    mkdirSync(join(scratch, stack), { recursive: true });
    // A file each, because Checkov tells of an object only the file that it is in.
    writeFileSync(join(scratch, stack, `${index}.json`), JSON.stringify(object));
  });
  const outcomes = checkov.check(scratch, 'kubernetes').map(({ check, title, passed, stack, file }) => {
    const own = objects[Number.parseInt(file, 10)];
    if (own?.stack !== stack) throw new Error(`Checkov speaks of a file that nobody wrote: ${stack}/${file}`);
    const subject = subjectOf(own);
    return { environment: own.environment, check, title, subject, problem: passed ? undefined : title };
  });
  return { suite: 'Checkov on Kubernetes', outcomes };
}
