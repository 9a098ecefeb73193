import { join } from 'node:path';
import { findTerraform, type Progress, rehearse, type RehearsalReport, type RehearseOptions } from '../../../rehearsal';

const PROJECT = join(__dirname, '..', '..', '..');

/** Shows nothing. */
export const SILENT: Progress = {
  begin: () => undefined,
  update: () => undefined,
  end: () => undefined,
  close: () => undefined,
};

/** The command of a fixture's app. */
export function fixtureApp(name: string): string {
  return `node --import tsx ${join(__dirname, '..', 'fixtures', `${name}.ts`)}`;
}

/** Rehearses one of the apps in `fixtures`, whose stacks are called `small-…`. */
export function rehearseFixture(name: string, options: Partial<RehearseOptions> = {}): Promise<RehearsalReport> {
  return rehearse({
    environment: 'small',
    selection: 'small',
    stacks: [],
    project: PROJECT,
    app: fixtureApp(name),
    terraform: findTerraform(process.env),
    machine: process.env,
    progress: SILENT,
    signal: new AbortController().signal,
    keep: false,
    ...options,
  });
}
