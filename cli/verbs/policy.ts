import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { environmentNames } from '../../environments';
import { runCdktf } from '../cdktf';
import { ExitCode } from '../exit-code';
import { projectExceptions } from '../policy/exceptions';
import { policyGate } from '../policy/policy-gate';
import { policyText } from '../policy/policy-text';
import { environmentsDirectory, isOwnProject, projectDirectory, selectEnvironments } from '../project';

interface PolicyFlags {
  readonly json?: boolean;
  readonly plans?: string;
}

const DEFAULT_WIDTH = 160;

/** `inferencehub policy [environments…]` */
export function policyVerb(): Command {
  return new Command('policy')
    .description('checks the Terraform JSON of environments: Checkov, and rules of our own')
    .argument('[environments...]', 'names, or paths of files; all when none is named')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--plans <folder>', 'check plans too: <stack>.json for every stack, from terraform show -json')
    .action(async (names: string[], flags: PolicyFlags) => {
      process.exitCode = await checkPolicy(names, flags);
    });
}

async function checkPolicy(names: readonly string[], flags: PolicyFlags): Promise<number> {
  const known = environmentNames({ directory: environmentsDirectory() });
  const selected = selectEnvironments(names.length > 0 ? names : known);
  const scratch = mkdtempSync(join(tmpdir(), 'policy-of-inferencehub-'));
  try {
    const synthesized = join(scratch, 'cdktf.out');
    const selection = selected.map((one) => one.selection).join(',');
    const code = await runCdktf(['synth', '--output', synthesized], { ENVIRONMENT: selection }, 'quiet');
    if (code !== 0) return code;
    const report = policyGate({
      environments: selected.map(({ environment }) => environment),
      complete: known.every((name) => selected.some(({ environment }) => environment.name === name)),
      synthesized,
      plans: flags.plans === undefined ? undefined : resolve(flags.plans),
      exceptions: projectExceptions(projectDirectory(), isOwnProject()),
      checkov: join(projectDirectory(), '.rehearsal', 'policy-venv'),
      scratch,
      machine: process.env,
      tell: (line) => process.stderr.write(`${line}\n`),
    });
    const text = flags.json
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : policyText(report, process.stdout.columns || DEFAULT_WIDTH);
    process.stdout.write(text);
    return report.passed ? ExitCode.success : ExitCode.failure;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
