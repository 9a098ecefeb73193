import { capacityProblems } from '../../constructs/postgres/capacity-problems';
import { parsePostgresUrl, type PostgresUrlParts } from '../../constructs/postgres/connection-string';
import { rdsAuthority } from '../../constructs/postgres/rds-certificates';
import type { ExternalDatabase, PostgresSettings } from '../../constructs/postgres/settings';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

const APPLICATIONS = ['openwebui', 'litellm'] as const;

/** A database on a server of the user's own, and where the file speaks of it. */
interface External {
  readonly application: (typeof APPLICATIONS)[number];
  readonly path: string;
  readonly database: ExternalDatabase;
}

/** Connection strings, and capacities that contradict each other. */
export function postgresProblems(environment: Environment): Problem[] {
  const { postgres } = environment;
  const externals = externalDatabases(postgres);
  return [
    ...externals.flatMap(urlProblems),
    ...externals.flatMap(readerProblems),
    ...sharedDatabaseProblems(externals),
    ...(postgres.kind === 'managed' ? capacityProblems(postgres, 'postgres') : []),
    ...imageProblems(postgres),
    ...authorityProblems(environment),
  ];
}

function externalDatabases(postgres: PostgresSettings): External[] {
  const [path, databases] =
    postgres.kind === 'external' ? ['postgres', postgres] : ['postgres.elsewhere', postgres.elsewhere];
  return APPLICATIONS.flatMap((application) => {
    const database = databases[application];
    return database ? [{ application, path: `${path}.${application}`, database }] : [];
  });
}

/** What the image says of its version is what the files of the database are of. */
function imageProblems(postgres: PostgresSettings): Problem[] {
  if (postgres.kind !== 'in-cluster' || postgres.image === undefined) return [];
  const { majorVersion, image } = postgres;
  if (parseInt(image.tag, 10) === majorVersion) return [];
  return [
    {
      says: say`${at('postgres.image.tag')} is ${JSON.stringify(image.tag)}; ${at('postgres.majorVersion')} is ${majorVersion}, and its data is of no other`,
      todo: say`write a tag that begins with ${majorVersion}, or the version as ${at('postgres.majorVersion')}`,
    },
  ];
}

/** Every external database has a connection string that says everything but the password's value. */
function urlProblems({ path, database: { url, readerUrl, password } }: External): Problem[] {
  if (url === undefined) {
    if (readerUrl !== undefined) {
      return [
        {
          says: say`${at(`${path}.readerUrl`)} is given without ${at(`${path}.url`)}: a reader without a writer`,
          todo: say`write the writer's connection string as ${at(`${path}.url`)}; everything that changes data goes there`,
        },
      ];
    }
    return [
      {
        says: say`${at(`${path}.url`)} is missing; an external database is known by its connection string`,
        todo: say`write "postgresql://user:\${PASSWORD}@host:5432/database", or all of it as "\${NAME}"`,
      },
    ];
  }
  const parsed = parsePostgresUrl(url);
  if (parsed.kind === 'problem') return [{ says: say`${at(`${path}.url`)} ${parsed.problem}` }];

  const inside = parsed.kind === 'variable' || parsed.parts.password !== undefined;
  if (inside && password !== undefined) {
    return [
      {
        says: say`${at(`${path}.password`)} is given, but ${at(`${path}.url`)} has a password of its own`,
        todo: say`take one of them out`,
      },
    ];
  }
  if (!inside && password === undefined) {
    return [
      {
        says: say`${at(`${path}.url`)} has no password, and ${at(`${path}.password`)} is missing`,
        todo: say`write ":\${NAME}" behind the user's name, or say in ${at(`${path}.password`)} where the password is`,
      },
    ];
  }
  return [];
}

/** A reader is the same database on another host, and only LiteLLM can use one. */
function readerProblems({ application, path, database: { url, readerUrl } }: External): Problem[] {
  if (readerUrl === undefined || url === undefined) return [];
  const where = at(`${path}.readerUrl`);
  if (application === 'openwebui') {
    return [{ says: say`${where} is given, but Open WebUI knows no reader`, todo: say`take it out` }];
  }
  const writer = parsePostgresUrl(url);
  const reader = parsePostgresUrl(readerUrl);
  if (reader.kind === 'problem') return [{ says: say`${where} ${reader.problem}` }];
  if (writer.kind === 'problem') return [];
  if (writer.kind === 'parts' && reader.kind === 'parts') {
    return differences(writer.parts, reader.parts).map((part) => ({
      says: say`${where} has another ${part} than ${at(`${path}.url`)}`,
      todo: say`a reader is a copy of the writer: only its host is another`,
    }));
  }
  if (writer.kind === reader.kind) return [];
  return [
    {
      says: say`${where} and ${at(`${path}.url`)} are written in two ways, one in parts and one as a whole "\${NAME}"`,
      todo: say`write both in the same way`,
    },
  ];
}

/** What a reader's connection string has to share with the writer's. */
function differences(writer: PostgresUrlParts, reader: PostgresUrlParts): string[] {
  const shared = ['port', 'database', 'user', 'password', 'tls'] as const;
  return shared
    .filter((part) => reader[part] !== undefined && reader[part] !== writer[part])
    .map((part) => (part === 'tls' ? 'sslmode' : part));
}

/** Each application owns its database: its tables, its migrations, its role. */
function sharedDatabaseProblems(externals: readonly External[]): Problem[] {
  const [one, other] = externals;
  if (!one?.database.url || !other?.database.url) return [];
  const name = databaseName(one.database.url);
  if (name === undefined || name !== databaseName(other.database.url)) return [];
  return [
    {
      says: say`${at(`${one.path}.url`)} and ${at(`${other.path}.url`)} are the same database (${name})`,
      todo: say`each application makes tables of its own and owns them; give each a database, on the same server if you like`,
    },
  ];
}

/** Which database a connection string means, without a secret. */
function databaseName(url: string): string | undefined {
  const parsed = parsePostgresUrl(url);
  if (parsed.kind === 'problem') return undefined;
  if (parsed.kind === 'variable') return parsed.reference;
  return `${parsed.parts.host.toLowerCase()}:${parsed.parts.port}/${parsed.parts.database}`;
}

/** Aurora's certificates are signed by an authority of its region, which has to be known to be checked. */
function authorityProblems({ account, postgres }: Environment): Problem[] {
  if (!account || postgres.kind !== 'managed' || postgres.certificateAuthority) return [];
  if (rdsAuthority(account.region) !== undefined) return [];
  return [
    {
      says: say`${at('postgres.certificateAuthority')} is missing, and the one of RDS in ${account.region} does not come with this package`,
      todo: say`put the region's bundle from https://truststore.pki.rds.amazonaws.com into a ConfigMap of the environment's namespace: { kind: 'ConfigMap', name, key }`,
    },
  ];
}
