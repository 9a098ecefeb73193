import type { ListedImage } from '../../constructs/images';
import { imagesOf } from '../../operations/images';
import { ExitCode, selectEnvironment } from '../../project';
import { textTable } from '../../rehearsal/report/text-table';
import { terminalWidth } from '../terminal-width';

/** Lists every image that an environment runs. @returns the command's exit code */
export function images(name: string, { json = false }: { readonly json?: boolean }): number {
  const listed = imagesOf(selectEnvironment(name).environment);
  process.stdout.write(`${json ? JSON.stringify({ images: listed }, undefined, 2) : imagesText(listed)}\n`);
  return ExitCode.success;
}

function imagesText(listed: readonly ListedImage[]): string {
  const rows = listed.map(({ image, digest, pulledFrom, usedBy }) => [
    image,
    digest ?? '',
    usedBy.join(', '),
    pulledFrom === image ? '' : pulledFrom,
  ]);
  return textTable(['image', 'digest', 'used by', 'pulled from'], rows, terminalWidth()).join('\n');
}
