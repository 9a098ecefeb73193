import { z } from 'zod';
import { ImageDigest } from '../images/image-digest';
import { SecretSource } from '../secrets/settings';
import { settings, type TypedSettings } from '../telling/settings';

/** Aurora Serverless v2: capacity follows load. */
export const ServerlessCapacity = z.strictObject({
  kind: z.literal('serverless'),
  /**
   * Aurora capacity units (about 2 GiB of memory each) that it keeps when idle, in halves; 0 lets it pause.
   * @defaultValue 0.5
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
   */
  minAcu: z.number().min(0).max(256).multipleOf(0.5).default(0.5),
  /** The most capacity units that it grows to, in halves. @defaultValue 4 */
  maxAcu: z.number().min(1).max(256).multipleOf(0.5).default(4),
  /**
   * Idle seconds before it pauses, 300 to 86,400; only with `minAcu: 0`. A pool that keeps a connection open keeps it awake.
   * @defaultValue 300 where `minAcu` is 0
   */
  pauseAfterSeconds: z.int().min(300).max(86_400).optional(),
});

/** Instances of a fixed size. */
export const ProvisionedCapacity = z.strictObject({
  kind: z.literal('provisioned'),
  /** An instance class that Aurora PostgreSQL has. @defaultValue db.r7g.large */
  instanceClass: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'it takes an RDS instance class, db.r7g.large for example')
    .default('db.r7g.large'),
});

/** Where a PEM bundle is. */
const CertificateAuthoritySettings = z.strictObject({
  kind: z.enum(['Secret', 'ConfigMap']),
  name: z.string().min(1),
  key: z.string().min(1),
});

/** One application's database on a server of the user's own. */
export const ExternalDatabase = z.strictObject({
  /**
   * `postgresql://user:${PASSWORD}@host:5432/database?sslmode=verify-full`, or the whole of it as `${DATABASE_URL}`.
   * The password, percent-encoded or not, is never written here in plain text.
   */
  url: z.string().optional(),
  /** A read replica, in the same form. */
  readerUrl: z.string().optional(),
  /** The password where `url` has none: useful for a secret that exists already. */
  password: SecretSource.optional(),
  /**
   * The port where `url` is given whole as `${NAME}`, which synth cannot see: the applications are let through to no
   * other. A URL in parts says it itself.
   * @defaultValue 5432
   */
  port: z.int().min(1).max(65_535).default(5432),
  /**
   * How the server is checked when `url` does not say (`sslmode`).
   * @defaultValue verify-full
   */
  tls: z.enum(['verify-full', 'require', 'disable']).default('verify-full'),
  /** A PEM bundle for `verify-full`, in a Secret or ConfigMap of the environment's namespace; the image's own by default. */
  certificateAuthority: CertificateAuthoritySettings.optional(),
});
export type ExternalDatabase = z.output<typeof ExternalDatabase>;
/** `ExternalDatabase`, typed where they are written. @throws UserError with every mistake in them */
export const externalDatabase: TypedSettings<typeof ExternalDatabase> = settings('externalDatabase', ExternalDatabase);

/** Databases that are not on the chosen server but on one of the user's own. */
const elsewhere = z
  .strictObject({ openwebui: ExternalDatabase.optional(), litellm: ExternalDatabase.optional() })
  .prefault({});

/** Aurora PostgreSQL in the environment's own VPC: one cluster, a database for each application. */
export const ManagedPostgresSettings = z.strictObject({
  kind: z.literal('managed'),
  /**
   * Aurora PostgreSQL's major version. AWS chooses the minor version and installs newer ones in the maintenance window;
   * plans do not mind, because a whole version here would be lower than the installed one one day, and nothing goes
   * back. To have a minor version at once: `aws rds modify-db-cluster --engine-version`.
   * @defaultValue 17
   */
  engineVersion: z
    .string()
    .regex(/^\d+$/, 'it takes a major version, "17" for example: AWS chooses the minor one')
    .default('17'),
  capacity: z.discriminatedUnion('kind', [ServerlessCapacity, ProvisionedCapacity]).prefault({ kind: 'serverless' }),
  /** Readers beside the writer, 0 to 15; one or more makes Aurora fail over by itself. @defaultValue 1 */
  readers: z.int().min(0).max(15).default(1),
  /** Days for which any moment can be restored, 1 to 35. @defaultValue 7 */
  backupRetentionDays: z.int().min(1).max(35).default(7),
  /**
   * The certificate authority of RDS in the region, in a Secret or ConfigMap of the environment's namespace: only for
   * regions whose certificates do not come with this package.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
   */
  certificateAuthority: CertificateAuthoritySettings.optional(),
  /** Databases of this environment that are on another server. */
  elsewhere,
});
export type ManagedPostgresSettings = z.output<typeof ManagedPostgresSettings>;
/** `ManagedPostgresSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedPostgresSettings: TypedSettings<typeof ManagedPostgresSettings> = settings(
  'managedPostgresSettings',
  ManagedPostgresSettings,
);

/** Those that PostgreSQL's developers still mend. @see https://www.postgresql.org/support/versioning/ */
export const POSTGRES_MAJOR_VERSIONS = [15, 16, 17, 18] as const;
/** One of {@link POSTGRES_MAJOR_VERSIONS}. */
export type PostgresMajorVersion = (typeof POSTGRES_MAJOR_VERSIONS)[number];

/** An image that CloudNativePG runs. */
export const PostgresImage = z.strictObject({
  /**
   * A tag of `ghcr.io/cloudnative-pg/postgresql` of the flavour `standard`, which has pgvector. Those with a day stay what
   * they are; the others are made anew every week.
   */
  tag: z
    .string()
    .regex(
      /^\d+[\w.-]*-standard-[a-z]+$/,
      'it takes a tag as "17.11-202608170816-standard-trixie", of the flavour standard',
    ),
  /** The bytes that the tag has to stand for. @defaultValue none */
  digest: ImageDigest.optional(),
});
export type PostgresImage = z.output<typeof PostgresImage>;

/** CloudNativePG in the cluster, with PgBouncer in front. */
export const InClusterPostgresSettings = z.strictObject({
  kind: z.literal('in-cluster'),
  /** PostgreSQL's major version. @defaultValue 17 */
  majorVersion: z.literal(POSTGRES_MAJOR_VERSIONS).default(17),
  /**
   * Another image of that major version than the pinned one, for a newer minor version before this package has it.
   * @defaultValue by `majorVersion`; `npx inferencehub images` shows it
   */
  image: PostgresImage.optional(),
  /** Copies of the database, the primary among them. @defaultValue 3 */
  instances: z.int().min(1).max(9).default(3),
  /** Memory of each instance in GiB; a quarter of it is PostgreSQL's own cache. @defaultValue 1 */
  memoryGib: z.number().min(0.5).max(1024).default(1),
  /** Storage of each instance in GiB; it grows where the StorageClass allows it, and never shrinks. @defaultValue 20 */
  storageGib: z.int().min(1).max(65_536).default(20),
  /** A StorageClass; the cluster's default where it is left out. */
  storageClass: z.string().min(1).optional(),
  /** PgBouncer pods in front of the primary, in transaction mode. @defaultValue 2 */
  poolerInstances: z.int().min(1).max(20).default(2),
  elsewhere,
});
export type InClusterPostgresSettings = z.output<typeof InClusterPostgresSettings>;
/** `InClusterPostgresSettings`, typed where they are written. @throws UserError with every mistake in them */
export const inClusterPostgresSettings: TypedSettings<typeof InClusterPostgresSettings> = settings(
  'inClusterPostgresSettings',
  InClusterPostgresSettings,
);

/** Servers of the user's own, by connection string; nothing is created on them. */
export const ExternalPostgresSettings = z.strictObject({
  kind: z.literal('external'),
  openwebui: ExternalDatabase,
  litellm: ExternalDatabase,
});
export type ExternalPostgresSettings = z.output<typeof ExternalPostgresSettings>;
/** `ExternalPostgresSettings`, typed where they are written. @throws UserError with every mistake in them */
export const externalPostgresSettings: TypedSettings<typeof ExternalPostgresSettings> = settings(
  'externalPostgresSettings',
  ExternalPostgresSettings,
);

/** Where the applications' databases are. */
export const PostgresSettings = z.discriminatedUnion('kind', [
  ManagedPostgresSettings,
  InClusterPostgresSettings,
  ExternalPostgresSettings,
]);
export type PostgresSettings = z.output<typeof PostgresSettings>;
/** `PostgresSettings`, typed where they are written. @throws UserError with every mistake in them */
export const postgresSettings: TypedSettings<typeof PostgresSettings> = settings('postgresSettings', PostgresSettings);
