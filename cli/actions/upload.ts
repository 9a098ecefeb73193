import { resolve } from 'node:path';
import { uploadSelected } from '../../operations/upload';
import { ExitCode, projectDirectory, selectEnvironment } from '../../project';

export interface UploadFlags {
  readonly planOnly?: boolean;
  readonly autoApprove?: boolean;
  readonly message: string;
  readonly output: string;
  readonly quiet?: boolean;
}

/** Uploads an environment, and tells how its runs go. @returns the command's exit code */
export async function upload(name: string, flags: UploadFlags): Promise<number> {
  const { quiet = false } = flags;
  const selected = selectEnvironment(name);
  const wentWell = await uploadSelected(selected, {
    output: resolve(projectDirectory(), flags.output),
    machine: process.env,
    message: flags.message,
    planOnly: flags.planOnly ?? false,
    autoApprove: flags.autoApprove ?? false,
    tell: (line, about) => {
      if (!quiet || about === 'outcome') process.stdout.write(`${line}\n`);
    },
  });
  if (quiet && wentWell) process.stdout.write(`${selected.environment.name}: every run ended well\n`);
  return wentWell ? ExitCode.success : ExitCode.failure;
}
