import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';

/**
 * The values of `${NAME}`, on their way from the environment of whoever makes the workspaces into them: ephemeral, so
 * that they are in no plan and no state.
 */
export class WorkspaceVariables extends Construct {
  private readonly declared = new Set<string>();

  /** The value's reference, for a write-only argument. */
  reference(name: string): string {
    if (!this.declared.has(name)) {
      this.declared.add(name);
      const variable = new TerraformVariable(this, name, { type: 'string', sensitive: true });
      variable.overrideLogicalId(name);
      variable.addOverride('ephemeral', true);
    }
    return `\${var.${name}}`;
  }
}
