import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EnvironmentSettings } from '../../environments/schema';
import { schemaAt, valueAt } from '../../constructs/telling/known-settings';
import { awsEnvironment } from '../support/applications';
import { documents, PROJECT } from './support/documents';

/** A line of a checklist: a setting, its default, and the test that shows what it does. */
interface Line {
  readonly setting: string;
  /** In code, a value; otherwise words. */
  readonly defaultText: string;
  readonly test: { readonly file: string; readonly name: string };
}

const SHOWN_BY = /^\[[^\]]+\]\((?<file>[^)]+)\): "(?<name>.+)"$/;

function lines(path: string, prose: string): Line[] {
  return prose
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells[4] !== 'shown by' && !/^-+$/.test(cells[4] ?? ''))
    .map(([, , setting = '', defaultText = '', shownBy = '']) => {
      const { file = '', name = '' } = SHOWN_BY.exec(shownBy)?.groups ?? {};
      return {
        setting: setting.replaceAll('`', ''),
        defaultText,
        test: { file: join(PROJECT, dirname(path), file), name },
      };
    });
}

const checklists = documents()
  .filter(({ path }) => path.startsWith('docs/checklists/'))
  .flatMap(({ path, prose }) => lines(path, prose));

/** An environment in which what has variants is the one that the settings are written for. */
const input = awsEnvironment({
  gateway: {
    kind: 'alb',
    hosts: { openwebui: 'chat.example.com' },
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a',
  },
});
/** The same, with every default where a file says nothing. */
const byDefault = awsEnvironment();

describe('the checklists', () => {
  test('have lines', () => {
    expect(checklists.length).toBeGreaterThan(40);
  });

  test.each(checklists.map((line) => [line.setting, line] as const))('name a setting that there is: %s', (path) => {
    expect(schemaAt(EnvironmentSettings, path.split('.'), input)).toBeDefined();
  });

  test.each(checklists.map((line) => [`${line.setting}: ${line.defaultText}`, line] as const))(
    'say its default: %s',
    (_, { setting, defaultText }) => {
      const value = valueAt(byDefault, setting.split('.'));
      const [, code] = /^`(.+)`$/.exec(defaultText) ?? [];
      // Words stand for what is generated, made from other settings, or asked of the user.
      if (code === undefined) expect(['undefined', 'object']).toContain(typeof value);
      else expect(typeof value === 'string' ? value : JSON.stringify(value)).toBe(code);
    },
  );

  test.each(checklists.map(({ test: shown }) => [shown.name, shown] as const))(
    'name a test that there is: %s',
    (_, { file, name }) => {
      expect(name).not.toBe('');
      expect(existsSync(file)).toBe(true);
      // In a test's source a quote may be escaped, and the name may be the head of an `each`.
      expect(readFileSync(file, 'utf8').replaceAll("\\'", "'")).toContain(name);
    },
  );
});
