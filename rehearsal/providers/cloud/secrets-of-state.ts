/**
 * Secrets that stand in a state by their type's nature, whatever we write, with the reason that we accept it.
 * Every other made-up secret must never be seen anywhere; the leak scan reads the difference from the marker file.
 */
const SECRETS_OF_STATE: Record<string, string> = {};

/** The reason why the secret at `type.attribute` may stand in a state; undefined when it may not. */
export function reasonToBeInState(path: string): string | undefined {
  return SECRETS_OF_STATE[path];
}
