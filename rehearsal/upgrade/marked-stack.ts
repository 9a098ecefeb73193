import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../cdktf/manifest';

/** What cdktf and the constructs say of a resource beside its arguments. */
interface Comment {
  readonly holdsData?: boolean;
  readonly metadata?: { readonly path?: string };
}

type Resources = Readonly<Record<string, Readonly<Record<string, { readonly '//'?: Comment }>>>>;

/** A synthesized stack with what is said in it of its resources. */
export class MarkedStack {
  private readonly comments: ReadonlyMap<string, Comment>;

  constructor({ directory }: SynthesizedStack) {
    const { resource = {} } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as {
      resource?: Resources;
    };
    this.comments = new Map(
      Object.entries(resource).flatMap(([type, byId]) =>
        Object.entries(byId).map(([id, block]) => [`${type}.${id}`, block['//'] ?? {}]),
      ),
    );
  }

  /** Addresses of the resources whose content cannot be made again. */
  held(): string[] {
    return [...this.comments].filter(([, { holdsData }]) => holdsData === true).map(([address]) => address);
  }

  /** The ids of the constructs that lead to a resource, from its stack. */
  pathOf(address: string): string[] {
    return this.comments.get(withoutIndex(address))?.metadata?.path?.split('/').slice(1) ?? [];
  }
}

/** The address of a resource, for one of its instances. */
export function withoutIndex(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}
