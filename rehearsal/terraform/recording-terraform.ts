import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../workspace';

/** The plan of a deployment, in the stack's folder. */
export const DEPLOYMENT_PLAN = 'apply.tfplan';

/** A Terraform command that ran. */
export interface TerraformCommand {
  readonly stack: string;
  /** Its arguments, as one text. */
  readonly line: string;
}

/**
 * The program that cdktf is given for Terraform: Terraform itself, and besides
 * - it writes every command line down, because arguments can leak secrets too;
 * - it does `apply` and `destroy` in the two steps that they consist of, a plan into a file and the apply of that file,
 *   as pipelines that review plans do: plan files can leak as well, and these have every value of a first deployment;
 * - it keeps the plan's text in a file, because cdktf takes longer to draw it than Terraform to make it.
 */
export class RecordingTerraform {
  readonly path: string;
  private readonly commands: string;

  constructor(workspace: Workspace, terraform: string) {
    this.path = join(workspace.programs, 'terraform');
    this.commands = join(workspace.logs, 'terraform-commands.log');
    const script = [
      '#!/bin/sh',
      `printf '%s\\t%s\\n' "\${PWD##*/}" "$*" >> '${this.commands}'`,
      'case "$1" in',
      '  apply) how= ;;',
      '  destroy) how=-destroy ;;',
      `  *) exec '${terraform}' "$@" ;;`,
      'esac',
      `if ! '${terraform}' plan $how -input=false -no-color -out="$1.tfplan" > "$1-plan.log" 2>&1; then`,
      '  cat "$1-plan.log"',
      '  exit 1',
      'fi',
      'grep "^Plan: " "$1-plan.log"',
      `exec '${terraform}' apply -input=false -no-color "$1.tfplan"`,
    ];
    writeFileSync(this.path, `${script.join('\n')}\n`, { mode: 0o755 });
  }

  /** Every command so far. */
  recorded(): TerraformCommand[] {
    if (!existsSync(this.commands)) return [];
    const lines = readFileSync(this.commands, 'utf8').split('\n').slice(0, -1);
    return lines.map((text) => {
      const [stack = '', line = ''] = text.split('\t');
      return { stack, line };
    });
  }
}
