import { Aspects, type IAspect, TerraformResource, TerraformStack } from 'cdktf';
import { type Construct, type IConstruct, Node } from 'constructs';

/**
 * Says that a construct had another id, or stood in another place of its stack, so that what it made stays what it is:
 * Terraform is told to move each of its resources (`moved` blocks) instead of destroying it and making another one.
 * Leave it in the program until every environment has been deployed with it.
 * @param construct the construct as it is now; a resource, or anything with resources in it
 * @param formerPath where it was, from its stack: `storage/bucket`
 * @example
 * ```ts
 * const reports = new Namespace(this, 'reports', { name: 'reports' });
 * renamed(reports, 'evaluations');
 * ```
 */
export function renamed(construct: Construct, formerPath: string): void {
  Aspects.of(construct).add(new RenamedFrom(construct, formerPath));
}

/** Moves every resource of a construct from the address that it had by a former path. */
class RenamedFrom implements IAspect {
  constructor(
    private readonly construct: Construct,
    private readonly formerPath: string,
  ) {}

  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource)) return;
    const below = node.node.scopes.slice(node.node.scopes.indexOf(this.construct) + 1).map((scope) => scope.node.id);
    const stack = TerraformStack.of(node);
    const { terraformResourceType: type, friendlyUniqueId: id } = node;
    // An id of somebody's own choice has no path in it.
    if (id !== stack.getLogicalId(node)) return;
    const former = formerLogicalId(stack, [...this.formerPath.split(Node.PATH_SEP), ...below]);
    if (former !== id) node.moveFromId(`${type}.${former}`);
  }
}

/** What cdktf calls a resource of that path. */
function formerLogicalId(stack: TerraformStack, path: readonly string[]): string {
  // Its naming asks of a node nothing but the scopes that it is in.
  const scopes = [stack, ...path.map((id) => ({ node: { id } }))];
  return stack.getLogicalId({ scopes } as unknown as Node);
}
