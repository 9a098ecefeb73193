import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * The Terraform variable that stands for `${NAME}` of an environment file, one per stack and name. It is sensitive and
 * ephemeral: Terraform takes it from `TF_VAR_NAME` at every run and writes it into no plan and no state. It can only
 * go where such values may go: write-only arguments and provider configuration.
 *
 * @param name the variable's name as the environment file has it
 * @returns a reference to the value, for a write-only argument
 */
export function variableFor(scope: Construct, name: string): string {
  const stack = TerraformStack.of(scope);
  const known = stack.node.tryFindChild(name);
  if (known instanceof TerraformVariable) return known.stringValue;

  const variable = new TerraformVariable(stack, name, {
    type: 'string',
    sensitive: true,
    nullable: false,
    description: `${name}, as the environment file refers to it`,
  });
  variable.overrideLogicalId(name);
  variable.addOverride('ephemeral', true);
  return variable.stringValue;
}
