import { z } from 'zod';
import { SecretSource } from '../secrets/settings';

const client = {
  /** The application's id at the provider. */
  clientId: z.string().min(1),
  clientSecret: SecretSource,
};

/** Sign-in through accounts that users have elsewhere. Each provider is told Open WebUI's address and `/oauth/…/callback`. */
export const SingleSignOnSettings = z.strictObject({
  /** Any provider that speaks OpenID Connect. */
  oidc: z
    .strictObject({
      ...client,
      /** The provider's `…/.well-known/openid-configuration`. */
      providerUrl: z.url({ protocol: /^https$/, error: 'it takes an https address' }),
      /** What the button says. @defaultValue SSO */
      name: z.string().min(1).default('SSO'),
      /** @defaultValue openid email profile */
      scopes: z.string().min(1).default('openid email profile'),
    })
    .optional(),
  microsoft: z.strictObject({ ...client, tenantId: z.string().min(1) }).optional(),
  google: z.strictObject(client).optional(),
  github: z.strictObject(client).optional(),
  /** Whether who signs in for the first time gets an account. @defaultValue true */
  signUp: z.boolean().default(true),
  /**
   * Whether who signs in gets the account that has the same e-mail address. Only where the provider proves addresses:
   * with another one anybody could take over any account.
   * @defaultValue false
   */
  mergeAccountsByEmail: z.boolean().default(false),
  /** Whether passwords work beside it. @defaultValue true */
  passwordLogin: z.boolean().default(true),
  /** Roles that the provider gives. @defaultValue Open WebUI's administrators give them */
  roles: z
    .strictObject({
      /** The claim with a user's roles. @defaultValue roles */
      claim: z.string().min(1).default('roles'),
      /** Who may sign in. */
      allowed: z.array(z.string().min(1)).min(1),
      /** Who is an administrator. */
      admins: z.array(z.string().min(1)).min(1),
    })
    .optional(),
  /** Groups that the provider gives. */
  groups: z
    .strictObject({
      /** The claim with a user's groups. @defaultValue groups */
      claim: z.string().min(1).default('groups'),
      /** Whether groups that Open WebUI does not have are made. @defaultValue false */
      create: z.boolean().default(false),
    })
    .optional(),
});
export type SingleSignOnSettings = z.output<typeof SingleSignOnSettings>;
