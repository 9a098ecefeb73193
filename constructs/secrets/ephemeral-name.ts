import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** The name of a construct's ephemeral resource within its stack: its path, as cdktf's own names begin with it. */
export function ephemeralName(scope: Construct): string {
  const { scopes } = TerraformStack.of(scope).node;
  return scope.node.scopes
    .slice(scopes.length)
    .map((ancestor) => ancestor.node.id)
    .join('-');
}
