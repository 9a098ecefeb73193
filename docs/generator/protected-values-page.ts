import { PASSTHROUGH_CHARTS } from '../../environments/applications';
import { prose, sentence, table } from './markdown';

/** Every value of a chart that a passthrough block may not set, as Markdown. */
export function protectedValuesPage(): string[] {
  const settings = [...new Set(PASSTHROUGH_CHARTS.map(({ setting }) => `\`${setting}.values\``))];
  return [
    '# Protected values',
    '',
    `What ${settings.join(' and ')} may not set, because the platform does. A path covers everything below it.`,
    '',
    ...PASSTHROUGH_CHARTS.flatMap(({ setting, chart }) => {
      const { values, variableLists, variables } = chart.protection;
      const takenFor = chart.takenFor === undefined ? '' : `: ${chart.takenFor}`;
      return [
        `## \`${setting}.values\` (chart \`${chart.name}\`${takenFor})`,
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
