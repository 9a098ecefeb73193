import { join } from 'node:path';
import { helperCommand } from '../../operations/helpers/helper-command';
import { findTerraform, rehearse, type RehearsalReport } from '../../rehearsal';
import { SILENT } from './support/rehearse-fixture';

/** The real cdktf and Terraform make, plan again and destroy the workspaces, against a stand-in of the tfe provider. */
describe('the workspaces of external', () => {
  let report: RehearsalReport;

  beforeAll(async () => {
    report = await rehearse({
      environment: 'external',
      selection: 'external',
      stacks: [],
      project: join(__dirname, '..', '..'),
      app: helperCommand('workspaces'),
      terraform: findTerraform(process.env),
      machine: process.env,
      progress: SILENT,
      signal: new AbortController().signal,
      keep: false,
    });
  }, 600_000);

  test('are made, planned again without a change, and destroyed without a trace', () => {
    expect(report.problems).toEqual([]);
    expect(report.stacks.map(({ name }) => name)).toEqual(['external-workspaces']);
  });

  test('get the values of variables without their being seen in a plan, a state or a log', () => {
    expect(report.variables.map(({ name }) => name)).toContain('OPENWEBUI_DATABASE_URL');
    expect(report.secrets.found).toEqual([]);
  });
});
