import { join } from 'node:path';
import { Testing } from 'cdktf';
import { readExceptions } from '../../policy/exceptions';
import { POD_RULES } from '../../policy/kubernetes/object-rules';
import { RULES } from '../../policy/rules';
import { referencePages } from '../../docs/generator/pages';
import { vaultEntries } from '../../constructs/secrets';
import { loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import { codeSpans, documents, PROJECT } from './support/documents';

const IDS = [...RULES, ...POD_RULES].map(({ id }) => id);
/** `RDS.7`, `HUB-EC2.1`, `CIS-EKS-5.4.1`, `CKV_K8S_14`. */
const RULE = /^(HUB-\w+\.\d+|CIS-EKS-[\d.]+|CKV2?_\w+|[A-Z][A-Za-z0-9]+\.\d+)$/;
const GROUPS = ['secrets', 'identity', 'network', 'tls', 'pods', 'the-policy-gate', 'data'];

const page = documents().find(({ path }) => path === 'docs/security.md');
const spans = page ? codeSpans(page) : [];

/** The cells of the tables below a heading, row by row; the names of the columns first. */
function rowsOf(heading: string): string[][] {
  const [, section = ''] = page?.prose.split(`\n## ${heading}\n`) ?? [];
  const [own = ''] = section.split('\n## ');
  return own
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
}

describe('the page on security', () => {
  test('has a section for each group of promises', () => {
    expect(page?.anchors).toEqual(expect.arrayContaining(GROUPS));
  });

  test.each(['Secrets', 'Identity', 'Network', 'TLS', 'Pods', 'Data'])(
    'proves every promise of %s by a command',
    (group) => {
      const [, ...promises] = rowsOf(group);
      expect(promises.length).toBeGreaterThan(4);
      const proof = /^`(npx jest( test\/[\w./-]+\.test\.ts)+|npm run (rehearse|policy) -- \w+( --from HEAD~1)?)`$/;
      for (const [, command] of promises) expect(command).toMatch(proof);
    },
  );

  test('names rules that there are', () => {
    const named = spans.filter((span) => RULE.test(span));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((id) => !IDS.includes(id))).toEqual([]);
  });

  test('leads to a table with every rule of ours and every exception', () => {
    const rules = referencePages().find(({ file }) => file === 'policy-rules.md')?.content ?? '';
    const exceptions = readExceptions(join(PROJECT, 'policy', 'exceptions.yaml'));
    expect(page?.prose).toContain('](reference/policy-rules.md)');
    expect(IDS.filter((id) => !rules.includes(`\`${id}\``))).toEqual([]);
    expect(exceptions.filter(({ check, resource }) => !rules.includes(`| \`${check}\` | \`${resource}\` |`))).toEqual(
      [],
    );
  });

  test('says of everybody in the threat table what stops them and what does not', () => {
    const [headings, ...threats] = rowsOf('Who could do what');
    expect(headings).toEqual(['who', 'can', 'is kept from', 'by', 'is not kept from']);
    for (const threat of threats) {
      expect(threat).toHaveLength(5);
      expect(threat).not.toContain('');
    }
    const who = threats.map(([cell = '']) => cell).join('\n');
    for (const one of [
      'LiteLLM',
      'Open WebUI',
      'SearXNG',
      'data store',
      'state',
      "provider's key",
      'laptop',
      'internet',
    ]) {
      expect(who).toContain(one);
    }
  });

  test('has entries renewed that there are', () => {
    const entries = rowsOf('When something has leaked').flatMap(([, raised = '']) =>
      [...raised.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, entry = '']) => entry),
    );
    const [prod] = loadEnvironments('prod');
    const renewable = (prod ? environmentStacks(Testing.app(), prod) : [])
      .flatMap(vaultEntries)
      .flatMap(({ entry, permanent }) => (permanent ? [] : [entry]));
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.filter((entry) => !renewable.includes(entry))).toEqual([]);
  });
});
