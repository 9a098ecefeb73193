import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames, loadEnvironments } from '../../../environments';
import { userError, withFiles } from './support';

/** An environment in YAML, in this project's own shape. */
const OWN = `
cluster: { kind: kubeconfig }
postgres: { kind: in-cluster }
redis: { openwebui: { kind: in-cluster }, litellm: { kind: in-cluster } }
storage: { kind: volume }
`;
const names = (selected: string | undefined, directory: string) =>
  loadEnvironments(selected, { directory }).map(({ name }) => name);

/** An environment whose VPC has a range. */
const withRange = (cidr: string) => `
export default {
  account: { id: '111111111111', region: 'eu-central-1' },
  network: { kind: 'managed', cidr: '${cidr}' },
  cluster: { kind: 'managed' },
  postgres: { kind: 'in-cluster' },
  redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
  storage: { kind: 'managed' },
};`;

describe('environmentNames', () => {
  test('are the names of the files, TypeScript and YAML', () => {
    const files = { 'beta.yaml': OWN, 'alpha.ts': '', 'gamma.yml': OWN, 'notes.md': '', 'types.d.ts': '' };
    withFiles(files, (directory) => {
      expect(environmentNames({ directory })).toEqual(['alpha', 'beta', 'gamma']);
    });
  });

  test('leave out the files that describe none', () => {
    withFiles({ 'schema.ts': '', 'rules.ts': '', 'problems.ts': '', 'index.ts': '', 'a1.yaml': OWN }, (directory) => {
      expect(environmentNames({ directory })).toEqual(['a1']);
    });
  });

  test('are none where there is no such folder', () => {
    expect(environmentNames({ directory: 'no-such-folder' })).toEqual([]);
  });

  test('refuses two files of one name', () => {
    withFiles({ 'prod.ts': '', 'prod.yaml': OWN }, (directory) => {
      expect(userError(() => environmentNames({ directory }))).toMatch(
        /prod\.ts and .*prod\.yaml describe the same environment; keep one/,
      );
    });
  });
});

describe('loadEnvironments', () => {
  test('loads all when none is selected, and only what is selected', () => {
    withFiles({ 'one.yaml': OWN, 'two.yaml': OWN, 'three.yaml': OWN }, (directory) => {
      expect(names(undefined, directory)).toEqual(['one', 'three', 'two']);
      expect(names('', directory)).toEqual(['one', 'three', 'two']);
      expect(names('two', directory)).toEqual(['two']);
      expect(names('two, one,two', directory)).toEqual(['two', 'one']);
    });
  });

  test('lists the known names for one that is not known, and the one that was probably meant', () => {
    const [first, second, third] = userError(() => loadEnvironments('prd,nonsense,dev')).split('\n');
    expect(first).toBe('there is no environment "prd"; did you mean prod?');
    expect(second).toBe('there is no environment "nonsense"');
    expect(third).toBe(
      'known (environments): dev, external, local, prod, staging; a file elsewhere can be given by its path',
    );
  });

  test('takes the path of a YAML file', () => {
    withFiles({ 'mine.yaml': OWN }, (directory) => {
      expect(loadEnvironments(join(directory, 'mine.yaml')).map(({ name }) => name)).toEqual(['mine']);
    });
  });

  test('takes the path of a TypeScript file', () => {
    withFiles({ 'team.ts': withRange('10.99.0.0/16') }, (directory) => {
      expect(loadEnvironments(join(directory, 'team.ts')).map(({ name }) => name)).toEqual(['team']);
    });
  });

  test.each(['missing/inferencehub.yaml', 'missing/team.ts'])('says that there is no file %s', (path) => {
    expect(userError(() => loadEnvironments(path))).toBe(`there is no file ${path}`);
  });

  test('refuses two files that describe environments of one name', () => {
    withFiles({ 'one.yaml': OWN }, (directory) => {
      mkdirSync(join(directory, 'other'));
      writeFileSync(join(directory, 'other', 'one.yaml'), OWN);
      expect(userError(() => names(`one,${join(directory, 'other', 'one.yaml')}`, directory))).toBe(
        'two of the files describe an environment one; select one of them',
      );
    });
  });

  test('tells the problems of every selected file at once, each under its own name', () => {
    withFiles(
      {
        'one.yaml': OWN.replace('kind: volume', 'kind: disk'),
        'two.yaml': `${OWN}\nrelease: Infra`,
        'three.ts': 'export const nothing = 1;',
      },
      (directory) => {
        expect(userError(() => names(undefined, directory)).split('\n')).toEqual([
          `${join(directory, 'one.yaml')}: 1 problem`,
          '  storage.kind is "disk"; it takes managed, existing or volume',
          `${join(directory, 'three.ts')} exports no environment; write "export default defineEnvironment({ … })"`,
          `${join(directory, 'two.yaml')}: 1 problem`,
          '  release is "Infra"; it takes lower case letters, digits and hyphens, and begins with a letter',
        ]);
      },
    );
  });

  test('does not look for problems in what is not selected', () => {
    withFiles({ 'good.yaml': OWN, 'bad.yaml': 'nonsense: [', 'worse.ts': 'throw new Error("no");' }, (directory) => {
      expect(names('good', directory)).toEqual(['good']);
    });
  });

  test("knows the others' ranges all the same", () => {
    withFiles({ 'one.ts': withRange('10.1.0.0/16'), 'two.ts': withRange('10.1.128.0/17') }, (directory) => {
      expect(userError(() => names('one', directory))).toContain(
        `network.cidr (10.1.0.0/16) overlaps the one of two (10.1.128.0/17, in ${join(directory, 'two.ts')})`,
      );
    });
  });

  test("knows the others' names and accounts all the same", () => {
    withFiles({ 'one.ts': withRange('10.1.0.0/16'), 'one-more.ts': withRange('10.2.0.0/16') }, (directory) => {
      expect(userError(() => names('one', directory))).toContain(
        `the environment's name is one, and one-more (${join(directory, 'one-more.ts')}) is in the same place`,
      );
    });
  });

  test('refuses a name that AWS and Kubernetes would not take', () => {
    withFiles({ 'My_Env.yaml': OWN }, (directory) => {
      expect(
        userError(() => names(undefined, directory))
          .split('\n')
          .slice(1),
      ).toEqual([
        '  the environment\'s name is "My_Env"; it takes 2 to 24 lower case letters, digits and hyphens',
        "    a file's name is its environment's",
      ]);
    });
  });

  test('says which file cannot be loaded, at which line, and why', () => {
    withFiles({ 'broken.ts': '\ntype None = never;\nthrow new Error("no such luck");' }, (directory) => {
      expect(userError(() => names('broken', directory))).toBe(
        `${join(directory, 'broken.ts')}:3 cannot be loaded: no such luck`,
      );
    });
  });

  test('says where YAML is broken without repeating what stands there', () => {
    withFiles({ 'broken.yaml': 'cluster: { kind: kubeconfig }\npassword: "hunter2\n' }, (directory) => {
      const message = userError(() => names('broken', directory));
      expect(message).toMatch(/broken\.yaml is no valid YAML\n {2}line \d, column \d+: [a-z ]+$/);
      expect(message).not.toContain('hunter2');
    });
  });
});
