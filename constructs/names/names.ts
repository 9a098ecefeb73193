import { createHash } from 'node:crypto';

/** The longest name that most AWS and Kubernetes objects take (RFC 1123 label). */
const LABEL_LIMIT = 63;

/** Names in AWS and Kubernetes, made in one place: environment, thing, and a hash where a length limit cuts. */
export class Names {
  /** @param environment the environment's name: lower case letters, digits and hyphens */
  constructor(readonly environment: string) {}

  /**
   * `<environment>-<thing>`, cut to `limit` characters with a hash of the whole name at its end, so that
   * two long names that differ late stay different.
   */
  of(thing: string, limit = LABEL_LIMIT): string {
    const name = `${this.environment}-${thing}`;
    if (name.length <= limit) return name;
    const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
    return `${name.slice(0, limit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
  }
}
