import { at, pathText, problemsText, say } from '../../../constructs/telling/problems';
import { nearest } from '../../../constructs/telling/nearest';

describe('problemsText', () => {
  const replicas = { says: say`${at('redis.litellm.replicas')} is ${7}; it takes at most 5` };
  const sameServer = {
    says: say`${at('redis.openwebui')} and ${at('redis.litellm')} are the same server (cache.corp:6379)`,
    todo: say`sessions must stay and cached answers must make room; give each its own server`,
  };

  test('names the file, and has a line for each problem and one for its way out', () => {
    expect(problemsText('environments/prod.ts', [replicas, sameServer])).toBe(
      [
        'environments/prod.ts: 2 problems',
        '  redis.litellm.replicas is 7; it takes at most 5',
        '  redis.openwebui and redis.litellm are the same server (cache.corp:6379)',
        '    sessions must stay and cached answers must make room; give each its own server',
      ].join('\n'),
    );
  });

  test('counts one as one', () => {
    expect(problemsText('environments/prod.ts', [replicas])).toMatch(/^environments\/prod\.ts: 1 problem\n/);
  });

  test("calls settings by the file's own words", () => {
    expect(problemsText('mine.yaml', [replicas], (path) => path.toUpperCase())).toContain(
      'REDIS.LITELLM.REPLICAS is 7; it takes at most 5',
    );
  });
});

describe('pathText', () => {
  test.each([
    [['litellm', 'models', 2, 'apiKey'], 'litellm.models[2].apiKey'],
    [['tags', 'cost center'], 'tags["cost center"]'],
    [[], ''],
  ])('writes %j as %s', (keys, path) => {
    expect(pathText(keys)).toBe(path);
  });
});

describe('nearest', () => {
  const known = ['nodeType', 'replicas', 'engine'];

  test.each([
    ['nodetype', 'nodeType'],
    ['replica', 'replicas'],
    ['engien', 'engine'],
    ['colour', undefined],
    ['x', undefined],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});
