import { PLAIN_HOPS } from '../../environments/applications';
import { prose, sentence, table } from './markdown';

/** Every connection without TLS, as Markdown. */
export function plainHopsPage(): string[] {
  return [
    '# Without TLS',
    '',
    'Every connection is encrypted but these. A rehearsal and `inferencehub wiring` name the one that a connection falls under.',
    '',
    ...table(
      ['name', 'from → to', 'why', 'what protects it instead'],
      Object.entries(PLAIN_HOPS).map(([name, { between, reason, instead }]) => [
        `\`${name}\``,
        prose(between),
        prose(sentence(reason)),
        prose(sentence(instead)),
      ]),
    ),
  ];
}
