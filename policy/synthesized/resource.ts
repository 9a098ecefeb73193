import { type Block, blocksOf, isOn, listOf, type StackJson, textOf } from './terraform-json';

/** The stack that a resource is in, as far as rules look around in it. */
export interface ResourceStack {
  readonly name: string;
  readonly json: StackJson;
  readonly environment: ResourceEnvironment;
  ofTypes(types: readonly string[]): Resource[];
}

/** The environment that a resource is in. */
export interface ResourceEnvironment {
  readonly accounts: readonly string[];
  ofTypes(...types: readonly string[]): Resource[];
  referenced(stack: ResourceStack, reference: unknown): Resource | undefined;
}

/** A resource or data source of a synthesized stack. */
export class Resource {
  constructor(
    readonly stack: ResourceStack,
    /** `aws_vpc`, or `data.aws_vpc` for a data source. */
    readonly type: string,
    readonly id: string,
    readonly block: Block,
  ) {}

  /** As Terraform writes it, in front of it the stack: `prod-network/aws_vpc.network_vpc`. */
  get address(): string {
    return `${this.stack.name}/${this.type}.${this.id}`;
  }

  /** An argument; a reference is the text that Terraform resolves. */
  value(argument: string): unknown {
    return this.block[argument];
  }

  /** Whether an argument is true: some arguments of the AWS provider are booleans written as text. */
  isOn(argument: string): boolean {
    return isOn(this.block[argument]);
  }

  number(argument: string): number {
    return Number(this.block[argument] ?? 0);
  }

  /** An argument's text; empty where there is none. */
  text(argument: string): string {
    return textOf(this.block[argument]);
  }

  list(argument: string): readonly unknown[] {
    return listOf(this.block[argument]);
  }

  /** The blocks of one name; one alone is written without a list around it. */
  blocks(name: string): readonly Block[] {
    return blocksOf(this.block, name);
  }

  /** What a reference in an argument leads to, if that is in the same environment. */
  referenced(reference: unknown): Resource | undefined {
    return this.stack.environment.referenced(this.stack, reference);
  }
}
