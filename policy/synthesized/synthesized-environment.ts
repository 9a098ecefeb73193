import type { Resource, ResourceEnvironment, ResourceStack } from './resource';
import { SynthesizedStack } from './synthesized-stack';
import { listOf, type StackJson, textOf } from './terraform-json';

/** `${aws_vpc.network_vpc.id}` and `${data.aws_vpc.network.id}`, with whatever follows the name. */
const REFERENCE = /^\$\{((?:data\.)?\w+)\.([\w-]+)[.[}]/;

/** How cdktf reads another stack's output. */
const CROSS_STACK = /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)[.[}]/;

/** All stacks of an environment, as cdktf wrote them. */
export class SynthesizedEnvironment implements ResourceEnvironment {
  readonly stacks: readonly SynthesizedStack[];

  /**
   * @param isProtected whether what holds data is kept safe from deletion: the environment's `protection`
   * @param stacks the stacks' JSON by name
   */
  constructor(
    readonly name: string,
    readonly isProtected: boolean,
    stacks: Readonly<Record<string, StackJson>>,
  ) {
    this.stacks = Object.entries(stacks).map(([stack, json]) => new SynthesizedStack(this, stack, json));
  }

  /** The accounts that its providers may work in. */
  get accounts(): string[] {
    return this.stacks
      .flatMap(({ json }) => json.provider?.aws ?? [])
      .flatMap(({ allowed_account_ids: ids }) => listOf(ids).map(textOf).filter(Boolean));
  }

  /** The resources of some types, in all stacks. */
  ofTypes(...types: readonly string[]): Resource[] {
    return this.stacks.flatMap((stack) => stack.ofTypes(types));
  }

  /** What a reference in a stack leads to, through the outputs of other stacks too; nothing for a literal. */
  referenced(stack: ResourceStack, reference: unknown): Resource | undefined {
    if (typeof reference !== 'string') return undefined;
    const [, producer, output = ''] = CROSS_STACK.exec(reference) ?? [];
    if (producer !== undefined) {
      const other = this.stacks.find(({ name }) => name === producer);
      return other && this.referenced(other, other.json.output?.[output]?.value);
    }
    const [, type, id] = REFERENCE.exec(reference) ?? [];
    return type === undefined ? undefined : stack.ofTypes([type]).find((resource) => resource.id === id);
  }
}
