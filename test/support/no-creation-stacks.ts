/**
 * In place of what cdktf and constructs call to note where each token was made: with Jest's source maps that takes as
 * long as all the rest of a synthesis, and nothing here reads it.
 */
export function captureStackTrace(): string[] {
  return [];
}
