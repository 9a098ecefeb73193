import { Testing, TerraformStack } from 'cdktf';

/** Attributes of a block, as Terraform gets them. */
export type Block = Readonly<Record<string, unknown>>;

/** What Terraform gets of one stack. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly output?: Readonly<Record<string, Block>>;
  /** Resources that have another address than before. */
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly variable?: Readonly<Record<string, Block>>;
  readonly terraform: Readonly<Record<string, unknown>>;
}

/** A policy of IAM, of a key, of a bucket. */
export interface PolicyJson {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: string;
    readonly Principal?: unknown;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}

/** An empty stack to put the construct under test in. */
export function emptyStack(name = 'test'): TerraformStack {
  return new TerraformStack(Testing.app(), name);
}

/** What Terraform gets of a stack. */
export function synthesized(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack)) as TerraformJson;
}

/** All resources of a type, in the order of their addresses; none where the stack has none. */
export function resources(json: TerraformJson, type: string): readonly Block[] {
  return Object.values(json.resource?.[type] ?? {});
}

/** The one resource of a type, or the one whose address holds `part`. */
export function resource(json: TerraformJson, type: string, part = ''): Block {
  const found = Object.entries(json.resource?.[type] ?? {}).filter(([address]) => address.includes(part));
  const [only, ...others] = found;
  if (!only || others.length > 0) throw new Error(`${found.length} resources ${type} with ${part || 'any name'}`);
  return only[1];
}

/** The `Name` tags of all resources of a type. */
export function nameTags(json: TerraformJson, type: string): readonly (string | undefined)[] {
  return resources(json, type).map(({ tags }) => (tags as Readonly<Record<string, string>> | undefined)?.Name);
}

/** A policy that stands in an attribute as JSON. */
export function policy(document: unknown): PolicyJson {
  return JSON.parse(document as string) as PolicyJson;
}
