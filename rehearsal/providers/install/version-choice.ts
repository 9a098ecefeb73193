/** A version as its three numbers; a pre-release is not among what the stand-ins offer. */
type Version = [major: number, minor: number, patch: number];

interface Clause {
  operator: string;
  version: Version;
  /** How many numbers were written; `~>` lets the last of them grow. */
  precision: number;
}

/**
 * A version that the constraint of a `required_providers` entry allows: the bindings' own where it will do, else the
 * lowest that the constraint names. Throws where no version would do.
 */
export function chooseVersion(constraint: string, ofBindings: string): string {
  const clauses = constraint
    .split(',')
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .map(parseClause);
  const candidates = [parseVersion(ofBindings)];
  for (const { operator, version } of clauses) {
    candidates.push(operator === '>' ? [version[0], version[1], version[2] + 1] : version);
  }
  const chosen = candidates.find((candidate) => clauses.every((clause) => allows(clause, candidate)));
  if (chosen === undefined) throw new Error(`No stand-in version satisfies the provider constraint "${constraint}"`);
  return chosen.join('.');
}

function parseClause(text: string): Clause {
  const [, operator = '', version = ''] = /^(=|!=|>=|<=|~>|>|<)?\s*v?(\d+(?:\.\d+){0,2})$/.exec(text) ?? [];
  if (version === '') throw new Error(`The provider constraint "${text}" is not one that the stand-ins understand`);
  return { operator, version: parseVersion(version), precision: version.split('.').length };
}

function parseVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

function allows({ operator, version, precision }: Clause, candidate: Version): boolean {
  const order = compare(candidate, version);
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
      return order !== 0;
    case '~>':
      return order >= 0 && candidate.slice(0, precision - 1).every((number, index) => number === version[index]);
    default:
      return order === 0;
  }
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
