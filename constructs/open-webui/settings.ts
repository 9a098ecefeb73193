import { z } from 'zod';
import { SecretEnv, SecretSource } from '../secrets/settings';
import { SingleSignOnSettings } from './sso-settings';
import { PipelinesSettings } from './pipelines-settings';
import { TikaSettings } from './tika-settings';
import { settings, type TypedSettings } from '../telling/settings';

/** The first administrator, made at the first start. */
export const OpenWebUiAdmin = z.strictObject({
  email: z.email('it takes an e-mail address'),
  /** @defaultValue Administrator */
  name: z.string().min(1).default('Administrator'),
  /**
   * The first password: Open WebUI keeps it in its database from then on, and it is changed there.
   * @defaultValue generated: `openwebui/admin-password` among the environment's secrets
   */
  password: SecretSource.optional(),
});
export type OpenWebUiAdmin = z.output<typeof OpenWebUiAdmin>;

/** Open WebUI, the chat. */
export const OpenWebUiSettings = z.strictObject({
  /** Pods. More than one needs a bucket for files (`storage`). @defaultValue 1 */
  replicas: z.int().min(1).max(50).default(1),
  /**
   * Pods at most: between `replicas` and this it follows the CPU, and an upgrade begins with `replicas` again. It needs
   * the cluster's metrics server.
   * @defaultValue `replicas`: it does not scale by itself
   */
  maxReplicas: z.int().min(2).max(100).optional(),
  image: z
    .strictObject({
      /** A tag of `ghcr.io/open-webui/open-webui`. @defaultValue 0.11.0, which the pinned chart was made for */
      tag: z.string().min(1).default('0.11.0'),
    })
    .prefault({}),
  /** Requests of each pod, and its memory limit. */
  resources: z
    .strictObject({
      /** CPUs. @defaultValue 0.5 */
      cpu: z.number().min(0.1).max(64).default(0.5),
      /** Memory in GiB. @defaultValue 2 */
      memoryGib: z.number().min(0.5).max(256).default(2),
    })
    .prefault({}),
  /**
   * Connections to the database: each pod has two pools of this size, and one of 5 with 5 on top for vectors.
   * @see https://docs.openwebui.com/getting-started/advanced-topics/scaling
   */
  databasePool: z
    .strictObject({
      /** Connections that a pool keeps. @defaultValue 15 */
      size: z.int().min(1).max(200).default(15),
      /** Connections that it opens on top of them while there is more to do. @defaultValue 20 */
      overflow: z.int().min(0).max(200).default(20),
    })
    .prefault({}),
  /**
   * Who owns its configuration: with `terraform` the environment file always wins, and what is changed in the admin
   * panel holds in one pod, until that restarts; with `admin-ui` the first start copies the environment into the
   * database, and the admin panel rules from then on.
   * @defaultValue terraform
   */
  managedBy: z.enum(['terraform', 'admin-ui']).default('terraform'),
  /**
   * Signs sessions and encrypts the tokens that it keeps.
   * @defaultValue generated
   */
  secretKey: SecretSource.optional(),
  /**
   * Whether people can register themselves with a password; an administrator then lets them in, or not. It is apart from
   * `sso.signUp`. With `managedBy: 'admin-ui'` it is where the admin panel begins.
   * @defaultValue false: none but the first, where there is no `admin`
   */
  signUp: z.boolean().default(false),
  /** @defaultValue none: whoever signs up first becomes the administrator */
  admin: OpenWebUiAdmin.optional(),
  /** @defaultValue none: users have passwords of their own */
  sso: SingleSignOnSettings.optional(),
  /**
   * Who may use which model: administrators use all of them, and open each to others or to groups in the admin panel
   * (`granted`); or everybody uses all of them, those included that users make of them for somebody alone (`everyone`).
   * @defaultValue granted
   */
  modelAccess: z.enum(['granted', 'everyone']).default('granted'),
  /**
   * Name of the model that writes titles, tags and what is asked of a search.
   * @defaultValue the model of the chat
   */
  taskModel: z.string().min(1).optional(),
  /**
   * By what LiteLLM tells its users' spend apart: their e-mail address, their id in Open WebUI, or not at all. It is
   * what LiteLLM keeps of them with each call, so the address is only kept where this asks for it; name, address and
   * role go along in the call's headers unless it is `off`.
   * @defaultValue id
   */
  userSpend: z.enum(['email', 'id', 'off']).default('id'),
  /**
   * How a document is embedded where LiteLLM has a model for it. Open WebUI by itself makes a call for each piece of it,
   * and all of them at once.
   */
  embeddings: z
    .strictObject({
      /** Pieces in a call; less where the model takes less. @defaultValue 64 */
      batchSize: z.int().min(1).max(2048).default(64),
      /** Calls at the same time for each document. @defaultValue 4 */
      concurrentRequests: z.int().min(1).max(64).default(4),
    })
    .prefault({}),
  /** The Apache Tika that takes documents apart. @defaultValue none: Open WebUI does it in its own process */
  tika: TikaSettings.optional(),
  /** Pipelines, through which its chats go. @defaultValue none */
  pipelines: PipelinesSettings.optional(),
  /** More variables that are secrets, by name. */
  secretEnv: SecretEnv,
  /** Values of the chart, merged into ours; protected ones are refused. `extraEnvVars` is merged by name. */
  values: z.record(z.string(), z.json()).default({}),
});
/** Open WebUI, the chat. @interface */
export type OpenWebUiSettings = z.output<typeof OpenWebUiSettings>;
/** `OpenWebUiSettings`, typed where they are written. @throws UserError with every mistake in them */
export const openWebUiSettings: TypedSettings<typeof OpenWebUiSettings> = settings(
  'openWebUiSettings',
  OpenWebUiSettings,
);
