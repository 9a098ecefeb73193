import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program, in JavaScript: what kubectl says of the made-up cluster's Helm releases, and of one Job that failed. */
const PROGRAM = `
const { appendFileSync, readFileSync } = require('node:fs');
const { calls, records } = JSON.parse(process.env.FAKE_KUBECTL);
const args = process.argv.slice(2);
appendFileSync(calls, args.join(' ') + '\\n');
const after = (flag) => args[args.indexOf(flag) + 1] ?? '';
const [, verb = '', kind = ''] = /(?:^|\\s)(get|delete|logs) (\\S+)/.exec(args.join(' ')) ?? [];
const selected = Object.fromEntries(after('--selector').split(',').map((pair) => pair.split('=')));
const inNamespace = () => readFileSync(records, 'utf8').trim().split('\\n').map((line) => JSON.parse(line))
  .filter(({ namespace }) => namespace === after('--namespace'));
const newest = () => [...new Map(inNamespace().map((one) => [one.release + one.revision, one])).values()]
  .filter(({ status }) => status !== 'gone');
if (verb === 'get' && kind === 'secrets') {
  const line = ({ release, revision, status }) => [release, revision, status, '2026-11-30T12:05:44Z'].join('\\t');
  process.stdout.write(newest().map(line).join('\\n') + '\\n');
} else if (verb === 'delete' && kind === 'secrets') {
  newest()
    .filter(({ release, revision, status }) =>
      release === selected.name && String(revision) === selected.version && status === selected.status)
    .forEach((one) => appendFileSync(records, JSON.stringify({ ...one, status: 'gone' }) + '\\n'));
} else if (kind === 'jobs') {
  process.stdout.write(JSON.stringify({ items: [
    { metadata: { name: 'done' }, status: { completionTime: '2026-11-30T12:00:00Z' } },
    { metadata: { name: 'bootstrap' }, status: { conditions: [{ type: 'Failed', status: 'True' }] } },
  ] }));
} else if (kind === 'pods') {
  process.stdout.write(JSON.stringify({ items: [
    { metadata: { name: 'bootstrap-1' }, status: { phase: 'Failed' } },
    { metadata: { name: 'bootstrap-2' }, status: { phase: 'Pending' } },
  ] }));
} else if (verb === 'logs') {
  process.stdout.write('waiting for ' + kind + '\\npassword authentication failed\\n');
}
`;

/** A kubectl that stands first on the PATH, and knows the made-up cluster's records. */
export class FakeKubectl {
  readonly env: Readonly<Record<string, string>>;
  private readonly callsFile: string;

  /** @param records the file of Helm's records */
  constructor(folder: string, records: string) {
    this.callsFile = join(folder, 'kubectl-calls');
    writeFileSync(this.callsFile, '');
    writeFileSync(join(folder, 'kubectl'), `#!${process.execPath}\n${PROGRAM}`, { mode: 0o755 });
    this.env = {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      FAKE_KUBECTL: JSON.stringify({ calls: this.callsFile, records }),
    };
  }

  /** The arguments of each call. */
  get calls(): string[] {
    return readFileSync(this.callsFile, 'utf8').trim().split('\n');
  }
}
