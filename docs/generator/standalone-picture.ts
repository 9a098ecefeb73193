/** Margin of the picture's own background, in its units. */
const MARGIN = 8;

/**
 * The diagram of a rehearsal's page as an image that needs nothing besides itself: with the page's colours, light or
 * dark as its viewer's, and a background of its own, since it is shown on pages of either kind.
 */
export function standalonePicture(page: string): string {
  const svg = /<svg class="diagram" viewBox="([-\d. ]+)"([^>]*)>([\s\S]*?)<\/svg>/.exec(page);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1];
  if (!svg || style === undefined) throw new Error('the page has no diagram; rehearse the environment first');
  const [, viewBox = '', attributes = '', content = ''] = svg;
  const [x = 0, y = 0, width = 0, height = 0] = viewBox.split(' ').map(Number);
  const box = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="${box.join(' ')}" width="${box[2] ?? 0}" height="${box[3] ?? 0}"${attributes}>`,
    `<style>${pictureStyle(style)}</style>`,
    `<rect x="${box[0] ?? 0}" y="${box[1] ?? 0}" width="${box[2] ?? 0}" height="${box[3] ?? 0}" rx="12" style="fill: var(--panel)"/>`,
    content.trim(),
    '</svg>',
    '',
  ].join('\n');
}

/** The colours and what is said of the diagram; `:root` is the image itself. */
export function pictureStyle(style: string): string {
  const colours = /:root \{[\s\S]*?\n\}/.exec(style)?.[0] ?? '';
  const dark = /@media \(prefers-color-scheme: dark\) \{[\s\S]*?\n\}/.exec(style)?.[0] ?? '';
  const screen = style.split('@media print')[0] ?? '';
  const rules = screen.match(/^\.diagram [^{\s][^{]*\{[^}]*\}/gm) ?? [];
  const font =
    "svg { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }";
  return ['', colours, dark, font, ...rules, ''].join('\n');
}
