import { join } from 'node:path';
import { z } from 'zod';
import { SecretSource } from '../../constructs/secrets/settings';
import { EnvironmentSettings } from '../../environments/schema';
import { Describer, type Setting } from './described';
import { placesInCode } from './places-in-code';
import { plainHopsPage } from './plain-hops-page';
import { policyRulesPage } from './policy-rules-page';
import { protectedValuesPage } from './protected-values-page';
import { pageOf, ReferencePage } from './reference-page';
import { SchemaSource } from './schema-source';

/** A page of the reference. */
export interface Page {
  /** The file's name. */
  readonly file: string;
  readonly content: string;
}

const SCHEMA = join(__dirname, '..', '..', 'environments', 'schema.ts');
const SECRETS = join(__dirname, '..', '..', 'constructs', 'secrets', 'settings.ts');
const NOTICE = '<!-- Made from the settings and their comments by `npm run docs`; change those. -->';

/**
 * The whole reference: a page for each block of an environment, one for the environment, one for protected values, one for
 * what goes without TLS, one for what the policy gate checks.
 */
export function referencePages(): Page[] {
  const source = new SchemaSource(SCHEMA);
  const describer = new Describer(source);
  const environment = describer.described(EnvironmentSettings, source.constant('EnvironmentSettings'));
  const blocks = describer.settings(environment).filter(isBlock);
  return [
    page('environment', ['# An environment', '', ...new ReferencePage(describer, environment).overview()]),
    ...blocks.map((block) =>
      page(pageOf(block), [
        `# \`${block.name}\``,
        '',
        'A block of [an environment](environment.md).',
        '',
        ...codeOf(block),
        ...new ReferencePage(describer, block).lines(),
        ...(block.name === 'secrets' ? secretSource(describer, source) : []),
      ]),
    ),
    page('protected-values', protectedValuesPage()),
    page('without-tls', plainHopsPage()),
    page('policy-rules', policyRulesPage()),
  ];
}

/** Where the block is in the code, for who has come from its name. */
function codeOf({ name, written: { file } }: Setting): string[] {
  return file === undefined ? [] : [placesInCode(name, file), ''];
}

/** Everything but a text, a number or a map of texts has a page. */
function isBlock({ schema }: Setting): boolean {
  return schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion;
}

/** What stands wherever a secret belongs. */
function secretSource(describer: Describer, source: SchemaSource): string[] {
  const written = source.constant('SecretSource', SECRETS);
  const page = new ReferencePage(describer, describer.described(SecretSource, written));
  return ['## A secret of your own', '', ...page.alternatives()];
}

function page(name: string, lines: readonly string[]): Page {
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  return { file: `${name}.md`, content: `${NOTICE}\n\n${text.trimEnd()}\n` };
}
