import { textTable } from '../rehearsal';
import type { PolicyReport, SuiteReport } from './policy-report';

/** The report for a terminal: what failed, what is excepted and why, and how many of each. */
export function policyText(report: PolicyReport, width: number): string {
  const sections = [
    section('Excepted', exceptionRows(report), ['check', 'resources', 'reason'], width),
    ...problems(report, width),
    section('Policy', countRows(report), ['environment', 'checks', 'passed', 'failed', 'excepted'], width),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** What came of the gate: what failed and what is out of use, and the counts in a line. */
export function policyOutcome(report: PolicyReport, width: number): string {
  const { passed, suites } = report;
  const count = (of: (suite: SuiteReport) => number) => suites.reduce((sum, suite) => sum + of(suite), 0);
  const sections = [
    ...problems(report, width),
    `${passed ? '✓' : '✗'} policy: ${count((suite) => suite.passed)} passed, ${count(({ failed }) => failed.length)} failed, ${count(({ excepted }) => excepted.length)} excepted`,
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function problems(report: PolicyReport, width: number): string[] {
  return [
    section('Failed', failureRows(report), ['check', 'resource', 'problem'], width),
    section('Exceptions that nothing needs: take them out', unusedRows(report), ['check', 'resource'], width),
  ];
}

function section(title: string, rows: readonly string[][], headings: readonly string[], width: number): string {
  if (rows.length === 0) return '';
  return [title, ...textTable(headings, rows, width - 2).map((line) => `  ${line}`)].join('\n');
}

/** One row for each check and reason: what is excepted is read once, not for every resource. */
function exceptionRows({ suites }: PolicyReport): string[][] {
  const subjects = new Map<string, Set<string>>();
  for (const { check, reason, subject } of suites.flatMap(({ excepted }) => excepted)) {
    const key = `${check}\n${reason}`;
    subjects.set(key, (subjects.get(key) ?? new Set()).add(subject));
  }
  return [...subjects.keys()].sort().map((key) => {
    const [check = '', reason = ''] = key.split('\n');
    return [check, String(subjects.get(key)?.size), reason];
  });
}

function failureRows({ suites }: PolicyReport): string[][] {
  return suites.flatMap(({ failed }) => failed.map(({ check, subject, problem }) => [check, subject, problem]));
}

function unusedRows({ unused }: PolicyReport): string[][] {
  return unused.map(({ check, resource }) => [check, resource]);
}

function countRows({ suites }: PolicyReport): string[][] {
  return suites.map(({ environment, suite, passed, failed, excepted }) => [
    environment,
    suite,
    ...[passed, failed.length, excepted.length].map(String),
  ]);
}
