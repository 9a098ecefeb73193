import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Command } from 'commander';
import { type ListedImage, usedImages } from '../../constructs/images';
import type { Environment } from '../../environments';
import { UserError } from '../../environments/problems';
import { textTable } from '../../rehearsal';
import { environmentStacks } from '../../stacks';
import { selectEnvironments } from '../project';

const DEFAULT_WIDTH = 160;

/** `inferencehub images <environment>` */
export function imagesVerb(): Command {
  return new Command('images')
    .description('lists every image that an environment runs, and where nodes pull it from')
    .argument('<environment>', 'its name, or the path of its file')
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((name: string, { json = false }: { json?: boolean }) => {
      const [selected] = selectEnvironments([name]);
      if (!selected) throw new UserError(`there is no environment ${name}`);
      const images = imagesOf(selected.environment);
      process.stdout.write(`${json ? JSON.stringify({ images }, undefined, 2) : imagesText(images)}\n`);
    });
}

/** Every image of an environment; its stacks are made, and nothing of them is written. */
export function imagesOf(environment: Environment): readonly ListedImage[] {
  const outdir = mkdtempSync(join(tmpdir(), 'images-of-inferencehub-'));
  try {
    return usedImages(environmentStacks(new App({ outdir }), environment));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function imagesText(images: readonly ListedImage[]): string {
  const rows = images.map(({ image, digest, pulledFrom, usedBy }) => [
    image,
    digest ?? '',
    usedBy.join(', '),
    pulledFrom === image ? '' : pulledFrom,
  ]);
  const width = process.stdout.columns || DEFAULT_WIDTH;
  return textTable(['image', 'digest', 'used by', 'pulled from'], rows, width).join('\n');
}
