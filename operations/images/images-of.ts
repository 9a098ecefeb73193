import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { type ListedImage, usedImages } from '../../constructs/images';
import type { Environment } from '../../environments';
import { environmentStacks } from '../../stacks';

/** Every image of an environment; its stacks are made, and nothing of them is written. */
export function imagesOf(environment: Environment): readonly ListedImage[] {
  const outdir = mkdtempSync(join(tmpdir(), 'images-of-inferencehub-'));
  try {
    return usedImages(environmentStacks(new App({ outdir }), environment));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
