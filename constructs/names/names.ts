import { createHash } from 'node:crypto';
import { problemsText, say, UserError } from '../telling/problems';

/** The longest name that most AWS and Kubernetes objects take (RFC 1123 label). */
const LABEL_LIMIT = 63;

/** What every object's name may begin with. */
const FIRST_PART = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Names in AWS and Kubernetes, made in one place: environment, thing, and a hash where a length limit cuts. */
export class Names {
  /**
   * @param environment the environment's name: lower case letters, digits and hyphens
   * @throws UserError for another one
   */
  constructor(readonly environment: string) {
    if (FIRST_PART.test(environment)) return;
    const problem = {
      says: say`the first part of all names is ${JSON.stringify(environment)}; it takes lower case letters, digits and hyphens between them`,
      todo: say`what AWS and Kubernetes make takes no others`,
    };
    throw new UserError(problemsText('Names', [problem]));
  }

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
