import { readFileSync } from 'node:fs';
import { z } from 'zod';

const SourceMap = z.object({ sourcesContent: z.array(z.string()).min(1) });

/**
 * The TypeScript that a binding's JavaScript file was made from, out of the source map at the file's end.
 * It keeps what the JavaScript and the declarations lose: each member's "computed, optional, required" line.
 */
export function embeddedSource(javascriptFile: string): string {
  const javascript = readFileSync(javascriptFile, 'latin1');
  const start = javascript.lastIndexOf('base64,');
  if (start < 0) {
    throw new Error(`${javascriptFile} has no inline source map; the stand-ins take the provider's schema from it`);
  }
  const map: unknown = JSON.parse(Buffer.from(javascript.slice(start + 'base64,'.length), 'base64').toString('utf8'));
  return SourceMap.parse(map).sourcesContent.join('\n');
}
