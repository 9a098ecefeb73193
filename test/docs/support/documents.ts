import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorOf } from '../../../docs/generator/markdown';

/** The project's own folder. */
export const PROJECT = join(__dirname, '..', '..', '..');

/** A fenced block of code. */
export interface Snippet {
  /** Where it stands, for a test's name: `docs/deploy.md:42`. */
  readonly where: string;
  readonly language: string;
  readonly code: string;
}

/** A page of the documentation. */
export interface Document {
  /** From the project's folder. */
  readonly path: string;
  readonly snippets: readonly Snippet[];
  /** The text without fenced blocks and comments. */
  readonly prose: string;
  /** What can be linked to in it. */
  readonly anchors: readonly string[];
}

/** Everything below docs, and the pages beside it: README and the like. */
export function documents(): Document[] {
  const beside = readdirSync(PROJECT).filter((file) => file.endsWith('.md'));
  return [...beside.sort(), ...pagesOfDocs()].map(readDocument);
}

/** Those that people write. */
export function writtenDocuments(): Document[] {
  return documents().filter(({ path }) => !path.startsWith('docs/reference/'));
}

function pagesOfDocs(): string[] {
  return readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .sort();
}

function readDocument(path: string): Document {
  const text = readFileSync(join(PROJECT, path), 'utf8');
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/<!--[\s\S]*?-->/g, '');
  return { path, snippets: snippetsOf(path, text), prose, anchors: anchorsOf(prose) };
}

function snippetsOf(path: string, text: string): Snippet[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => ({
    where: `${path}:${text.slice(0, index).split('\n').length}`,
    language,
    code,
  }));
}

/** Of headings with the same text, each after the first has its number behind it. */
function anchorsOf(prose: string): string[] {
  const counts = new Map<string, number>();
  return [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const anchor = anchorOf(heading);
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** Pieces of code within the text. */
export function codeSpans({ prose }: Document): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** All code of a page: within the text, and the lines of its shell snippets. */
export function commandTexts(document: Document): string[] {
  const shell = document.snippets.filter(({ language }) => language === 'sh');
  return [...codeSpans(document), ...shell.flatMap(({ code }) => code.split('\n'))];
}

/** The commands of the examples of pipelines, with the environment that they are for. */
export function pipelineCommands(): { readonly path: string; readonly text: string }[] {
  const folder = join(PROJECT, 'docs', 'ci');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yml'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .replaceAll('"$ENVIRONMENT_NAME"', 'prod')
        .split('\n')
        .map((text) => ({ path: join('docs', 'ci', file), text })),
    );
}
