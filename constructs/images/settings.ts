import { z } from 'zod';
import { settings, type TypedSettings } from '../telling/settings';

/** A registry's host, with its port and a folder where there are any. */
const registry = z
  .string()
  .regex(
    /^(?=[^/]*[.:])[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    'it takes a registry with a folder where there is one, and no https://: "registry.example.com/mirror"',
  );

/** The name's first part is what ECR itself asks for. */
const credential = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/,
    'it takes the ARN of an entry of AWS Secrets Manager whose name begins with ecr-pullthroughcache/',
  );

/** Each from its publisher's own registry: ghcr.io, docker.io, quay.io, registry.k8s.io and public.ecr.aws. */
export const UpstreamImages = z.strictObject({ kind: z.literal('upstream') });

/**
 * All from a registry of yours, into which `inferencehub images` says what to copy. An image is there under its
 * publisher's registry and name: `registry.example.com/mirror/ghcr.io/searxng/searxng`. Nodes pull without a password,
 * or with their role where it is ECR; one of another account has to let this one pull.
 */
export const MirrorImages = z.strictObject({
  kind: z.literal('mirror'),
  /** `123456789012.dkr.ecr.eu-central-1.amazonaws.com/mirror`, for example. */
  registry,
});

/**
 * All through ECR in the environment's account, which fetches an image from its publisher when it is first asked for, and
 * keeps it. The nodes' role may have that done; where the cluster exists already, its nodes need
 * `ecr:BatchImportUpstreamImage` and `ecr:CreateRepository` for repositories that begin with the environment's name. What
 * is kept costs 0.10 USD a GB and month, and stays when the environment is destroyed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const EcrCacheImages = z.strictObject({
  kind: z.literal('ecr-cache'),
  /**
   * Entries of AWS Secrets Manager, in the environment's account and region, that hold `username` and `accessToken`:
   * these publishers let ECR in only by name.
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
   */
  credentials: z.strictObject({
    /** For ghcr.io: a user and a token that may read packages. */
    github: credential,
    /** For docker.io; only where something from there runs (Valkey, Envoy, Tika, or the job that makes databases). */
    dockerHub: credential.optional(),
  }),
});
export type EcrCacheImages = z.output<typeof EcrCacheImages>;
/** `EcrCacheImages`, typed where they are written. @throws UserError with every mistake in them */
export const ecrCacheImages: TypedSettings<typeof EcrCacheImages> = settings('ecrCacheImages', EcrCacheImages);

/** Where the images of everything that runs are pulled from. */
export const ImagesSettings = z.discriminatedUnion('kind', [UpstreamImages, MirrorImages, EcrCacheImages]);
export type ImagesSettings = z.output<typeof ImagesSettings>;
/** `ImagesSettings`, typed where they are written. @throws UserError with every mistake in them */
export const imagesSettings: TypedSettings<typeof ImagesSettings> = settings('imagesSettings', ImagesSettings);
