import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { UserError } from '../environments/problems';
import { CdktfFailed } from '../project/cdktf-failed';
import { ExitCode } from '../project/exit-code';
import { bootstrapStateVerb } from './verbs/bootstrap-state';
import { deployVerb } from './verbs/deploy';
import { destroyVerb } from './verbs/destroy';
import { environmentsVerb } from './verbs/environments';
import { iamPolicyVerb } from './verbs/iam-policy';
import { imagesVerb } from './verbs/images';
import { initVerb } from './verbs/init';
import { planVerb } from './verbs/plan';
import { policyVerb } from './verbs/policy';
import { protectedVerb } from './verbs/protected';
import { rehearseVerb } from './verbs/rehearse';
import { synthVerb } from './verbs/synth';
import { trustPolicyVerb } from './verbs/trust-policy';
import { uploadVerb } from './verbs/upload';
import { wiringVerb } from './verbs/wiring';
import { workspacesVerb } from './verbs/workspaces';

/** Runs the `inferencehub` command; the process ends with the verb's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('inferencehub')
    .description('A private LLM platform on AWS or any Kubernetes cluster, from one environment file.')
    .version(version())
    .enablePositionalOptions()
    .exitOverride();
  const verbs = [
    initVerb(),
    rehearseVerb(),
    planVerb(),
    deployVerb(),
    uploadVerb(),
    destroyVerb(),
    synthVerb(),
    environmentsVerb(),
    wiringVerb(),
    protectedVerb(),
    policyVerb(),
    iamPolicyVerb(),
    trustPolicyVerb(),
    workspacesVerb(),
    imagesVerb(),
    bootstrapStateVerb(),
  ];
  for (const verb of verbs) program.addCommand(verb.copyInheritedSettings(program));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Tells what went wrong, unless it was told already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return ExitCode.userError;
  }
  if (error instanceof CdktfFailed) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.success : ExitCode.userError;
  throw error;
}

function version(): string {
  // By the package's own name: the file is not where the source has it once this is compiled.
  return (createRequire(__filename)('inferencehub-cdktf/package.json') as { version: string }).version;
}
