/** Where a reference stands in JSON without quotes. */
const BARE_REFERENCE = /([:,[])(\$\{[^}"]*\})(?=[,}\]])/g;

/**
 * A release's values: JSON, in which a reference to a number stands without quotes.
 * @param number what such a reference becomes @defaultValue its text
 */
export function releaseValues(text: string, number?: string): unknown {
  return JSON.parse(
    text.replace(BARE_REFERENCE, (_, before: string, reference: string) => before + (number ?? `"${reference}"`)),
  );
}
