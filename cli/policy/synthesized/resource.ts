import type { SynthesizedStack } from './synthesized-stack';

/** Arguments of a block, as Terraform gets them. */
export type Block = Readonly<Record<string, unknown>>;

/** A resource or data source of a synthesized stack. */
export class Resource {
  constructor(
    readonly stack: SynthesizedStack,
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

/** The blocks of one name inside a block. */
export function blocksOf(block: Block | undefined, name: string): readonly Block[] {
  return listOf(block?.[name]).filter(isBlock);
}

export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A text; empty for everything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A list, also of one thing that stands without one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
