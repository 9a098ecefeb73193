import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { ref, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { ephemeralName } from './ephemeral-name';

/**
 * A random value that Terraform makes anew at every run and keeps nowhere: an ephemeral resource, for write-only
 * arguments. Places that must agree on the value are written in one apply, from one such value, under one version.
 *
 * @param length in characters; letters and digits, because it ends up in connection strings
 * @returns a reference to the value
 */
export function ephemeralPassword(scope: Construct, length: number): string {
  const stack = TerraformStack.of(scope);
  if (!stack.node.tryFindChild('random')) new RandomProvider(stack, 'random');

  const name = ephemeralName(scope);
  // The bindings have no class for ephemeral resources.
  stack.addOverride(`ephemeral.random_password.${name}`, { length, special: false });
  return Token.asString(ref(`ephemeral.random_password.${name}.result`, stack));
}
