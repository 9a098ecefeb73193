import { join } from 'node:path';
import { findTerraform, rehearse, type RehearsalReport } from '../../../rehearsal';
import { SILENT } from './rehearse-fixture';

/**
 * Rehearses an environment of this project.
 * @param selection the path of its file; its name where it is one of the shipped ones
 * @param plans the folder that its plans are left in
 */
export function rehearseEnvironment(
  environment: string,
  selection = environment,
  plans?: string,
): Promise<RehearsalReport> {
  return rehearse({
    environment,
    selection,
    stacks: [],
    project: join(__dirname, '..', '..', '..'),
    terraform: findTerraform(process.env),
    machine: process.env,
    progress: SILENT,
    signal: new AbortController().signal,
    keep: false,
    plans,
  });
}
