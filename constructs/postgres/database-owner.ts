import { at, type Problem, say } from '../telling/problems';

/** A database as the application that uses it asks for it: a role of the same name owns it, and no other may enter. */
export interface DatabaseOwner {
  /**
   * Name of the database and of its role, in lower case letters and digits; data stores know the pods that connect by
   * it too.
   */
  readonly name: string;
  /** Extensions that the database has to have. @defaultValue none */
  readonly extensions?: readonly string[];
  /** How the role logs in: with a password, or with RDS' tokens, which only Aurora takes. @defaultValue password */
  readonly authentication?: 'password' | 'iam';
}

/** The vault's entry for the password of an owner. */
export function databaseEntry(owner: string): string {
  return `${owner}/database`;
}

/** Names are parts of variables, of Secrets and of SQL. */
const NAME = /^[a-z][a-z0-9]{0,39}$/;

/** Databases and roles that are there already. */
const TAKEN = ['postgres', 'rdsadmin', 'template0', 'template1', 'public'];

/** What is wrong with the owners of a server's databases. */
export function ownerProblems(owners: readonly DatabaseOwner[]): Problem[] {
  return owners.flatMap(({ name }, index): Problem[] => {
    const where = at(`owners[${index}].name`);
    if (!NAME.test(name)) {
      return [
        {
          says: say`${where} is ${JSON.stringify(name)}; it takes lower case letters and digits, a letter first, 40 at most`,
          todo: say`the database, its role and the entry of its password are called so`,
        },
      ];
    }
    if (TAKEN.includes(name)) {
      return [{ says: say`${where} is ${name}, which PostgreSQL or RDS has for itself`, todo: say`take another name` }];
    }
    if (owners.findIndex((owner) => owner.name === name) === index) return [];
    return [
      { says: say`${where} is ${name} again`, todo: say`each database has one owner, and each owner one database` },
    ];
  });
}

/** Tokens where the server takes none. */
export function tokenOwnerProblems(owners: readonly DatabaseOwner[]): Problem[] {
  return owners.flatMap(({ authentication }, index): Problem[] =>
    authentication === 'iam'
      ? [
          {
            says: say`${at(`owners[${index}].authentication`)} is iam; it takes password`,
            todo: say`only Aurora takes RDS' tokens`,
          },
        ]
      : [],
  );
}
