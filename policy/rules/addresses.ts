/** Whether a range of addresses is the whole internet. */
export function isEveryone(range: unknown): boolean {
  return typeof range === 'string' && /\/0$/.test(range);
}
