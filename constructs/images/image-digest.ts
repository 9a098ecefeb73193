import { z } from 'zod';

/** The bytes that a tag has to stand for, as registries and `docker images --digests` write them. */
export const ImageDigest = z.string().regex(/^sha256:[a-f0-9]{64}$/, 'it takes sha256: and 64 hexadecimal digits');
