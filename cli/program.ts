import { createRequire } from 'node:module';
import { Command } from 'commander';
import { bootstrapStateVerb } from './verbs/bootstrap-state';
import { completeVerb } from './verbs/complete';
import { completionVerb } from './verbs/completion';
import { deployVerb } from './verbs/deploy';
import { destroyVerb } from './verbs/destroy';
import { environmentsVerb } from './verbs/environments';
import { iamPolicyVerb } from './verbs/iam-policy';
import { imagesVerb } from './verbs/images';
import { initVerb } from './verbs/init';
import { planVerb } from './verbs/plan';
import { policyVerb } from './verbs/policy';
import { protectedVerb } from './verbs/protected';
import { recoverVerb } from './verbs/recover';
import { rehearseVerb } from './verbs/rehearse';
import { synthVerb } from './verbs/synth';
import { trustPolicyVerb } from './verbs/trust-policy';
import { uploadVerb } from './verbs/upload';
import { wiringVerb } from './verbs/wiring';
import { workspacesVerb } from './verbs/workspaces';

/** The `inferencehub` command with its verbs: what they take, and nothing of what they do. */
export function inferencehub(): Command {
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
    recoverVerb(),
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
    completionVerb(),
  ];
  for (const verb of verbs) program.addCommand(verb.copyInheritedSettings(program));
  program.addCommand(completeVerb().copyInheritedSettings(program), { hidden: true });
  return program;
}

function version(): string {
  // By the package's own name: the file is not where the source has it once this is compiled.
  return (createRequire(__filename)('inferencehub-cdktf/package.json') as { version: string }).version;
}
