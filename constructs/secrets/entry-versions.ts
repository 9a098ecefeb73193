import type { SecretRotation } from './settings';

/** An entry that a vault writes. */
export interface VaultEntry {
  /** Its name within the environment. */
  readonly entry: string;
  /** Whether its value must never change. */
  readonly permanent: boolean;
}

/** How often each of a vault's entries was written anew, as the environment counts it, and which entries there are. */
export class EntryVersions {
  private readonly entries: VaultEntry[] = [];

  constructor(private readonly rotation: SecretRotation = {}) {}

  /** Enters an entry and gives its version; a permanent one stays at its first. */
  enter(entry: string, permanent = false): number {
    this.entries.push({ entry, permanent });
    return permanent ? 1 : (this.rotation[entry] ?? 1);
  }

  get all(): readonly VaultEntry[] {
    return this.entries;
  }
}
