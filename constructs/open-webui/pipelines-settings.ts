import { z } from 'zod';
import { ImageDigest } from '../images/image-digest';
import { SecretEnv } from '../secrets/settings';

/** A tag that stands for one commit; every other one of this image moves. */
const COMMIT_TAG = /^git-[0-9a-f]{7,40}(-cuda)?$/;

const PipelinesImage = z
  .strictObject({
    /**
     * A tag of `ghcr.io/open-webui/pipelines`: `git-` and a commit, or any with a digest. There are no releases.
     * @see https://github.com/open-webui/pipelines/pkgs/container/pipelines
     */
    tag: z.string().regex(/^[\w][\w.-]{0,127}$/, 'it takes a tag, "git-0123abc" for example'),
    /** The bytes that the tag has to stand for. @defaultValue none: the tag names a commit */
    digest: ImageDigest.optional(),
  })
  .refine(({ tag, digest }) => digest !== undefined || COMMIT_TAG.test(tag), {
    path: ['tag'],
    message: 'it moves with every commit; it takes a tag of one, "git-0123abc" for example, or a digest beside it',
  });

/** A pipeline's file. */
const PipelineFile = z.strictObject({
  /** Where it is loaded from, without a redirect: for one on GitHub, its address on raw.githubusercontent.com. */
  url: z
    .url({ protocol: /^https$/, error: 'it takes an https address' })
    .regex(/\/[A-Za-z0-9_-]+\.py$/, 'it takes the address of a Python file, ".../my_pipe.py" for example')
    .refine((url) => !/^https:\/\/github\.com\//.test(url), {
      message: 'it is a page about the file; it takes the file itself, on raw.githubusercontent.com',
    }),
  /** What `sha256sum` says of the file that you have read: another one is not started. */
  sha256: z.string().regex(/^[a-f0-9]{64}$/, 'it takes 64 hexadecimal digits, as sha256sum prints them'),
});

/** Pipelines: Python of your own through which Open WebUI's chats go. It has the rights of its pod, and no others. */
export const PipelinesSettings = z.strictObject({
  image: PipelinesImage,
  /**
   * The files that it runs, loaded at each start; what is not among them is taken away.
   * @defaultValue none: administrators upload them in the admin panel
   */
  urls: z.array(PipelineFile).default([]),
  /**
   * Whether the packages that files name as `requirements` are installed from PyPI at each start; what is installed is
   * not pinned.
   * @defaultValue false
   */
  pypi: z.boolean().default(false),
  /** Variables that are secrets, by name. */
  secretEnv: SecretEnv,
  /** Size of the volume for files, and for what administrators set in the admin panel, in GiB. @defaultValue 2 */
  storageGib: z.int().min(1).max(1024).default(2),
  /** @defaultValue the cluster's default class */
  storageClass: z.string().min(1).optional(),
  /** Requests of its pod, and its memory limit. */
  resources: z
    .strictObject({
      /** CPUs. @defaultValue 0.5 */
      cpu: z.number().min(0.1).max(64).default(0.5),
      /** Memory in GiB. @defaultValue 2 */
      memoryGib: z.number().min(0.5).max(256).default(2),
    })
    .prefault({}),
});
/** Pipelines: Python of your own through which Open WebUI's chats go. @interface */
export type PipelinesSettings = z.output<typeof PipelinesSettings>;
