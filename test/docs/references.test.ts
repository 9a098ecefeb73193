import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { unwrapped } from '../../docs/generator/described';
import { environmentNames } from '../../environments';
import { EnvironmentSettings } from '../../environments/schema';
import {
  codeSpans,
  commandTexts,
  type Document,
  documents,
  pipelineCommands,
  PROJECT,
  writtenDocuments,
} from './support/documents';

const ALL = documents();
const WRITTEN = writtenDocuments();

/** Every piece of code of the pages that people write, with its page. */
const placed = (texts: (document: Document) => string[]) =>
  WRITTEN.flatMap((document) => texts(document).map((text) => ({ path: document.path, text })));

describe('links', () => {
  const links = ALL.flatMap((document) =>
    [...document.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ from: document.path, target })),
  ).filter(({ target }) => !/^https?:/.test(target));

  test('lead to files that exist', () => {
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ from, target }) => !existsSync(targetFile(from, target)))).toEqual([]);
  });

  test('lead to headings that exist', () => {
    const lost = links.filter(({ from, target }) => {
      const [file = '', anchor] = target.split('#');
      if (anchor === undefined || (file !== '' && !file.endsWith('.md'))) return false;
      const path = file === '' ? from : normalize(join(dirname(from), file));
      return ALL.find((document) => document.path === path)?.anchors.includes(anchor) !== true;
    });
    expect(lost).toEqual([]);
  });

  function targetFile(from: string, target: string): string {
    const [file = ''] = target.split('#');
    return join(PROJECT, file === '' ? from : join(dirname(from), file));
  }
});

describe('files', () => {
  const FOLDER = /^(environments|constructs|stacks|rehearsal|cli|docs|charts|test)\/[\w./-]*/;

  test('that are named exist', () => {
    const named = placed(codeSpans).flatMap(({ path, text }) => {
      const [file] = FOLDER.exec(text) ?? [];
      return file === undefined || text.includes('<') ? [] : [{ path, file }];
    });
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ file }) => !existsSync(join(PROJECT, file)))).toEqual([]);
  });
});

describe('commands', () => {
  const texts = [...placed(commandTexts), ...pipelineCommands()];
  const verbs = commandVerbs();
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
  );

  test('of npm are scripts of the project', () => {
    const run = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, script = '']) => ({ path, script })),
    );
    expect(run.length).toBeGreaterThan(10);
    expect(run.filter(({ script }) => !scripts.includes(script))).toEqual([]);
  });

  test('of inferencehub are its verbs, with flags that they have', () => {
    const run = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/((?:npx |^)inferencehub|npm run(?: -s)?) ([a-z][a-z-]*)((?: [^&|#;]*)?)/g)]
        .filter(([, program = '', verb = '']) => program.endsWith('inferencehub') || verbs.has(verb))
        .map(([, , verb = '', rest = '']) => ({ path, verb, flags: rest.match(/--[a-z][a-z-]*/g) ?? [] })),
    );
    expect(run.length).toBeGreaterThan(10);
    const unknown = run.filter(({ verb, flags }) => {
      const command = verbs.get(verb);
      return !command || (!passesOn(command) && flags.some((flag) => !optionsOf(command).includes(flag)));
    });
    expect(unknown).toEqual([]);
  });

  test('of jest are for tests that there are', () => {
    const run = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/npx jest((?: (?!-)[\w./-]+)+)/g)].flatMap(([, files = '']) =>
        files
          .trim()
          .split(' ')
          .map((file) => ({ path, file })),
      ),
    );
    expect(run.length).toBeGreaterThan(30);
    expect(run.filter(({ file }) => !file.endsWith('.test.ts') || !existsSync(join(PROJECT, file)))).toEqual([]);
  });

  test('are for environments that there are', () => {
    const selected = texts.flatMap(({ path, text }) => [
      ...[...text.matchAll(/npm run (?:deploy|destroy|policy|rehearse) --((?: +[^-#&|\s]\S*)+)/g)].flatMap(
        ([, names = '']) =>
          names
            .trim()
            .split(/\s+/)
            .map((name) => ({ path, name })),
      ),
      ...[...text.matchAll(/ENVIRONMENT=([\w./,-]+)/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => ({ path, name })),
      ),
    ]);
    expect(selected.length).toBeGreaterThan(10);
    const known = environmentNames();
    const stands = (name: string) => known.includes(name) || /^<\w+>$/.test(name) || isFile(name);
    expect(selected.filter(({ name }) => !stands(name))).toEqual([]);
  });

  test('every option of a rehearsal is explained', () => {
    const page = ALL.find(({ path }) => path === 'docs/rehearsal.md');
    const rehearse = verbs.get('rehearse');
    expect(rehearse && optionsOf(rehearse).filter((option) => !page?.prose.includes(`| \`${option}`))).toEqual([]);
  });
});

describe('settings', () => {
  test('that are named exist', () => {
    const known = settingPaths(EnvironmentSettings, '');
    const named = placed(codeSpans).flatMap(({ path, text }) => {
      const [setting = ''] = /^[a-z]\w*(\.[a-zA-Z]\w*)+/.exec(text) ?? [];
      const block = setting.split('.')[0] ?? '';
      return known.has(block) && !setting.endsWith('.ts') && !setting.endsWith('.yaml') ? [{ path, setting }] : [];
    });
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ setting }) => !known.has(setting))).toEqual([]);
  });
});

/** A file of the project, or a user's own `inferencehub.yaml`. */
function isFile(name: string): boolean {
  return /\.(ts|yaml)$/.test(name) && (name.endsWith('/inferencehub.yaml') || existsSync(join(PROJECT, name)));
}

/** The verbs of the command, by name. */
function commandVerbs(): Map<string, Command> {
  const folder = join(PROJECT, 'cli', 'verbs');
  const commands = readdirSync(folder).flatMap((file) =>
    Object.entries(jest.requireActual<Record<string, () => Command>>(join(folder, file)))
      .filter(([name]) => name.endsWith('Verb'))
      .map(([, verb]) => verb()),
  );
  return new Map(commands.map((command) => [command.name(), command]));
}

function optionsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long ? [long] : []));
}

/** Whether what follows is for another program. */
function passesOn(command: Command): boolean {
  return command.description().includes('cdktf ');
}

/** Every setting of every variant: `redis.openwebui.replicas`. */
function settingPaths(schema: z.core.$ZodType, prefix: string): Set<string> {
  const { inner } = unwrapped(schema);
  if (inner instanceof z.ZodUnion) {
    return new Set(inner.def.options.flatMap((option) => [...settingPaths(option, prefix)]));
  }
  if (inner instanceof z.ZodArray) return settingPaths(inner.element, prefix);
  if (!(inner instanceof z.ZodObject)) return new Set();
  const shape = inner.shape as Record<string, z.core.$ZodType>;
  return new Set(
    Object.entries(shape).flatMap(([name, member]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      return [path, ...settingPaths(member, path)];
    }),
  );
}
