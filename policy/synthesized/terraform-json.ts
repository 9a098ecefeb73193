/** Arguments of a block, as Terraform gets them. */
export type Block = Readonly<Record<string, unknown>>;

/** What is read of a stack's `cdk.tf.json`. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly terraform?: Block;
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
