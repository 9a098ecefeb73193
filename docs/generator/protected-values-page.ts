import { type ApplicationChart, PROTECTED } from '../../constructs/helm/protected-values';
import { prose, sentence, table } from './markdown';

/** Which setting's values a chart takes. */
const CHARTS: readonly (readonly [ApplicationChart, string])[] = [
  ['open-webui', '`openwebui.values` (chart `open-webui`)'],
  ['litellm', '`litellm.values` (chart `litellm`: shapes `monolith` and `split`)'],
  ['litellm-helm', '`litellm.values` (chart `litellm-helm`: shape `classic`)'],
];

/** Every value of a chart that a passthrough block may not set, as Markdown. */
export function protectedValuesPage(): string[] {
  return [
    '# Protected values',
    '',
    'What `openwebui.values` and `litellm.values` may not set, because the platform does. A path covers everything below it.',
    '',
    ...CHARTS.flatMap(([chart, heading]) => {
      const { values, variableLists, variables } = PROTECTED[chart];
      return [
        `## ${heading}`,
        '',
        ...table(
          ['value', 'why', 'use'],
          values.map(({ path, reason, use }) => [`\`${path}\``, prose(sentence(reason)), prose(use)]),
        ),
        '',
        `Environment variables, in ${variableLists.map((list) => `\`${list}\``).join(', ')}:`,
        '',
        ...table(
          ['variable (pattern)', 'why', 'use'],
          variables.map(({ name, reason, use }) => [`\`${name.source}\``, prose(sentence(reason)), prose(use)]),
        ),
        '',
      ];
    }),
  ];
}
