import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WiredConnection } from '../../constructs/wiring/wiring';
import { containerGroups } from './containers';
import { diagram } from './diagram';
import { escapeHtml } from './escape-html';
import { titleOf } from '../../environments/applications';
import type { RehearsalReport } from './report';
import { stepTexts } from './terminal-report';
import { goneLines, UPGRADE_HEADINGS, upgradeRows } from './upgrade';
import { evictionOf, NOT_STATED, plainHopsOf, warningsOf } from './warnings';

/** The report as one HTML page that needs nothing besides itself: it can be mailed, attached or printed. */
export function htmlReport(report: RehearsalReport): string {
  const style = readFileSync(join(__dirname, 'html-report.css'), 'utf8');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(report.environment)}: rehearsal</title>
<style>
${style}</style>
</head>
<body>
${[
  header(report),
  problems(report),
  upgrade(report),
  picture(report),
  connections(report),
  containers(report),
  stacks(report),
  variables(report),
  limits(report),
].join('\n')}
</body>
</html>
`;
}

function header(report: RehearsalReport): string {
  const { environment, passed, stacks, seconds, secrets, terraform } = report;
  const sum = (of: (stack: (typeof stacks)[number]) => number): string =>
    String(stacks.reduce((total, stack) => total + of(stack), 0));
  const tiles = [
    [String(stacks.length), 'stacks'],
    [sum(({ resources }) => resources), 'resources'],
    [sum(({ outputs }) => Object.keys(outputs).length), 'outputs'],
    [`${seconds.toFixed(0)} s`, `rehearsed with ${terraform}`],
    secrets.markers === 0
      ? ['0', 'secrets pass through Terraform']
      : [String(new Set(secrets.found.map(({ origin }) => origin)).size), `of ${secrets.markers} made-up secrets seen`],
  ];
  return `<header>
<h1>${escapeHtml(environment)} <span class="badge ${passed ? 'passed' : 'failed'}">${passed ? 'passed' : 'failed'}</span></h1>
<p>Deployed, planned again, and destroyed with the real cdktf and Terraform, against stand-ins for AWS, Kubernetes and Helm.
Host names, ids and ARNs on this page are made up; what refers to what is not.</p>
<ul class="tiles">${tiles.map(([value, label]) => `<li><b>${escapeHtml(value ?? '')}</b> ${escapeHtml(label ?? '')}</li>`).join('')}</ul>
</header>`;
}

function problems({ problems: all }: RehearsalReport): string {
  if (all.length === 0) return '';
  const items = all.map(
    ({ phase, stack, message }) =>
      `<li><b>${escapeHtml(stack === undefined ? phase : `${phase} of ${stack}`)}</b><pre>${escapeHtml(message)}</pre></li>`,
  );
  return section('What went wrong', `<ul class="problems">${items.join('')}</ul>`);
}

function upgrade({ upgrade: changes }: RehearsalReport): string {
  if (!changes) return '';
  const rows = upgradeRows(changes).map(([stack, ...counts]) => [code(stack), ...counts]);
  const gone = goneLines(changes).map((line) => `<li>${escapeHtml(line)}</li>`);
  const list = gone.length === 0 ? '' : `<ul>${gone.join('')}</ul>`;
  return section(`Changes since ${changes.from}`, table(UPGRADE_HEADINGS, rows) + list);
}

function picture({ wiring, surroundings, stacks: all }: RehearsalReport): string {
  if (!wiring) return '';
  const urls = all.map(({ outputs }) => outputs.urls).find((value) => typeof value === 'object' && value !== null);
  const svg = diagram(wiring, surroundings, (urls ?? {}) as Readonly<Record<string, string>>);
  return section('What connects to what', `<div class="picture">${svg}</div>`);
}

function connections({ wiring, notDeployed }: RehearsalReport): string {
  if (!wiring) {
    const why = notDeployed.length === 0 ? '' : ` Not deployed, by choice: ${notDeployed.join(', ')}.`;
    return section('Connections', `<p>The stack with the applications was not deployed.${escapeHtml(why)}</p>`);
  }
  const headings = ['use', 'variant', 'endpoint', 'database', 'user', 'TLS', 'eviction', 'key prefix', 'password from'];
  const tables = Object.entries(wiring).map(
    ([application, list]) =>
      `<h3>${escapeHtml(titleOf(application))}</h3>${table(headings, list.map(connectionCells))}`,
  );
  const warnings = warningsOf(wiring).map((warning) => `<li>${escapeHtml(warning)}</li>`);
  const list = warnings.length === 0 ? '' : `<ul class="warnings">${warnings.join('')}</ul>`;
  const plain = plainHopsOf(wiring).map((hop) => `<li>${escapeHtml(hop)}</li>`);
  const withoutTls = plain.length === 0 ? '' : `<h3>Without TLS, on purpose</h3><ul>${plain.join('')}</ul>`;
  return section('Connections', list + tables.join('\n') + withoutTls);
}

function connectionCells(connection: WiredConnection): string[] {
  return [
    escapeHtml(connection.use),
    escapeHtml(connection.variant),
    code(connection.endpoint),
    code(connection.database),
    code(connection.user),
    connection.tls === 'none' ? '<span class="warning">none</span>' : code(connection.tls),
    evictionOf(connection) === NOT_STATED
      ? `<span class="warning">${NOT_STATED}</span>`
      : code(connection.evictionPolicy),
    code(connection.keyPrefix),
    code(connection.passwordFrom),
  ];
}

function containers({ containers: environments }: RehearsalReport): string {
  const lists = containerGroups(environments).map(
    ({ application, containers: names, variables: list }) =>
      `<details><summary>${escapeHtml(titleOf(application))}: ${names.map(code).join(', ')} ` +
      `<span class="soft">${list.length} variables</span></summary>${table(
        ['variable', 'value', 'from'],
        list.map(({ name, value, from }) => [code(name), code(value), code(from)]),
      )}</details>`,
  );
  if (lists.length === 0) return '';
  const note = '<p>As each container gets them. Secrets are masked; where they are kept stands beside.</p>';
  return section('Environment variables', note + lists.join('\n'));
}

function stacks({ stacks: all, notDeployed }: RehearsalReport): string {
  const rows = all.map((stack) => [
    code(stack.name),
    String(stack.resources),
    String(Object.keys(stack.outputs).length),
    ...stepTexts(stack),
    stack.dependencies.map(code).join(' '),
    stack.beside.map(code).join(' '),
  ]);
  const headings = ['stack', 'resources', 'outputs', 'deploy', 'second plan', 'destroy', 'after', 'beside'];
  const details = all.map((stack) => {
    const types = Object.entries(stack.types).map(([type, count]) => [code(type), String(count)]);
    const outputs = Object.entries(stack.outputs)
      .filter(([name]) => name !== 'wiring')
      .map(([name, value]) => [code(name), value === null ? '<i>sensitive</i>' : code(textOf(value))]);
    return (
      `<details><summary><code>${escapeHtml(stack.name)}</code>: what it makes and hands on</summary>` +
      `${table(['type', 'count'], types)}${outputs.length === 0 ? '' : table(['output', 'value'], outputs)}</details>`
    );
  });
  const skipped = notDeployed.length === 0 ? '' : `<p>Not deployed, by choice: ${notDeployed.map(code).join(' ')}</p>`;
  return section('Stacks', table(headings, rows) + skipped + details.join('\n'));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function variables({ variables: all, environment }: RehearsalReport): string {
  if (all.length === 0) return '';
  const rows = all.map(({ name, isSet }) => [code(name), isSet ? 'set' : '<span class="warning">not set</span>']);
  const note = `<p>Set these where you deploy ${escapeHtml(environment)}; the rehearsal made their values up.</p>`;
  return section('Variables', note + table(['variable', 'here'], rows));
}

function limits({ doesNotProve, secrets }: RehearsalReport): string {
  const excepted = secrets.excepted.map(
    ({ origin, reason }) => `Secret in a state, accepted: ${origin}, because ${reason}.`,
  );
  const items = [...doesNotProve, ...excepted].map((limit) => `<li>${escapeHtml(limit)}</li>`);
  return section('What this does not prove', `<ul>${items.join('')}</ul>`);
}

function section(title: string, content: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${content}</section>`;
}

/** A table of cells that are HTML; columns in which nothing stands are left out. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = headings.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells
      .filter((_, column) => used[column])
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join('')}</tr>`;
  return (
    `<div class="table"><table><thead>${line(headings.map(escapeHtml), 'th')}</thead>` +
    `<tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table></div>`
  );
}

/** What is no longer than this, in characters, stands on one line. */
const SHORT = 36;

/** A name or value; long ones may break after the signs that they are made of. */
function code(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  if (text.length <= SHORT) return `<code class="short">${escapeHtml(text)}</code>`;
  const pieces = text.split(/(?<=[./:#@&?=_-])(?=\w)/);
  return `<code>${pieces.map(escapeHtml).join('<wbr>')}</code>`;
}
