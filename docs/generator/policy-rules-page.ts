import { join } from 'node:path';
import { projectExceptions } from '../../policy/exceptions';
import { POD_RULES } from '../../policy/kubernetes/object-rules';
import { RULES } from '../../policy/rules';
import { prose, sentence, table } from './markdown';

const PROJECT = join(__dirname, '..', '..');

/** A control of AWS Foundational Security Best Practices: `ElastiCache.6`. */
const AWS_CONTROL = /^(?<service>[A-Z][A-Za-z0-9]*)\.\d+$/;

/** Every rule of the policy gate's own, and every exception from it, as Markdown. */
export function policyRulesPage(): string[] {
  const { needed, optional } = projectExceptions(PROJECT, true);
  return [
    '# Policy rules',
    '',
    'What `npm run policy` checks besides the checks of [Checkov](https://www.checkov.io) and the schemas of the Kubernetes API, and what it lets pass.',
    '',
    '## Stacks',
    '',
    'Rules on what cdktf writes. An id leads to the control of AWS Foundational Security Best Practices; `CIS-EKS` is the CIS Amazon EKS Benchmark 1.8, `CKV` a check of Checkov that does not see our charts, and `HUB` our own, where nobody else has one.',
    '',
    ...table(
      ['rule', 'promise', 'in'],
      RULES.map(({ id, title, onlyProtected }) => [
        linked(id),
        prose(sentence(title)),
        onlyProtected ? 'environments with `protection`' : 'every environment',
      ]),
    ),
    '',
    '## Pods',
    '',
    'Rules on the pods of our own charts. `no-anti-affinity` is a check of kube-linter.',
    '',
    ...table(
      ['rule', 'promise', 'of'],
      POD_RULES.map(({ id, title, kinds }) => [
        `\`${id}\``,
        prose(sentence(title)),
        kinds?.map((kind) => `\`${kind}\``).join(', ') ?? 'everything that makes pods',
      ]),
    ),
    '',
    '## Exceptions',
    '',
    'What is found and is meant to be so, of Checkov’s checks too. One that nothing needs any more fails the gate.',
    '',
    ...table(
      ['check', 'resource', 'why'],
      [...needed, ...optional].map(({ check, resource, reason, setting }) => [
        `\`${check}\``,
        `\`${resource}\``,
        prose(sentence(reason)) + (setting === undefined ? '' : ` (With \`${setting}\`.)`),
      ]),
    ),
  ];
}

/** A rule's id, with the place where it is explained. */
function linked(id: string): string {
  const service = AWS_CONTROL.exec(id)?.groups?.service?.toLowerCase();
  if (service === undefined) return `\`${id}\``;
  const anchor = id.toLowerCase().replace('.', '-');
  return `[\`${id}\`](https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${anchor})`;
}
