/**
 * The name of the snapshot that is taken when a data store is destroyed. It holds the time at which the data store was
 * made, so that a second one of the same name does not find its snapshot's name taken. Its user ignores later changes
 * of it, since the time moves on with every plan.
 */
export function finalSnapshotName(dataStore: string): string {
  return `${dataStore}-final-\${formatdate("YYYYMMDDhhmmss", timestamp())}`;
}

/** `lifecycle` of a data store that has a {@link finalSnapshotName}. */
export const KEEP_FINAL_SNAPSHOT_NAME = { ignoreChanges: ['final_snapshot_identifier'] };
