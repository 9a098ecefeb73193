import { LAYERS } from '../../stacks/layers';
import { Resource, type ResourceEnvironment, type ResourceStack } from './resource';
import { isBlock, type StackJson } from './terraform-json';

/** One stack of an environment, as cdktf wrote it. */
export class SynthesizedStack implements ResourceStack {
  /** Its resources and data sources. */
  readonly resources: readonly Resource[];

  constructor(
    readonly environment: ResourceEnvironment,
    readonly name: string,
    readonly json: StackJson,
  ) {
    this.resources = [...this.ofKind('', json.resource), ...this.ofKind('data.', json.data)];
  }

  /** The resources of some types, `aws_vpc` or `data.aws_vpc`. */
  ofTypes(types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  private ofKind(prefix: string, types: StackJson['resource'] = {}): Resource[] {
    return Object.entries(types).flatMap(([type, byId]) =>
      Object.entries(byId)
        .filter(([, block]) => isBlock(block))
        .map(([id, block]) => new Resource(this, prefix + type, id, block)),
    );
  }
}

/** The environment that a stack belongs to: `prod-eu` of `prod-eu-managed-data`. What is no environment's is by itself. */
export function environmentOfStack(stack: string): string {
  const layer = LAYERS.find((one) => stack.endsWith(`-${one}`));
  return layer === undefined ? stack : stack.slice(0, -`-${layer}`.length);
}
