import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

const HELD = new WeakSet<IConstruct>();

/**
 * Says of a resource that what is in it cannot be made again: it is lost when the resource is destroyed or replaced.
 * What is synthesized says so too, in a comment that Terraform does not read: it is by this that a rehearsal of an
 * upgrade knows what must stay.
 */
export function holdsData(resource: TerraformResource): void {
  HELD.add(resource);
  resource.addOverride('//.holdsData', true);
}

/**
 * Has Terraform refuse every plan that would destroy or replace a resource which {@link holdsData}, before anything is
 * done. It lasts for as long as the resource is in the program: AWS' own deletion protection is what is left after that.
 */
export class KeepHeldData implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource) || !HELD.has(node)) return;
    node.lifecycle = { ...node.lifecycle, preventDestroy: true };
  }
}
