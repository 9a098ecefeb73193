/** Stand-in Terraform providers: deploy for real, with no account, no cluster and no network. */
export { installStandIns, type InstalledStandIns } from './install/install';
export { needsOfStacks, type ProviderNeed } from './install/stack-needs';
export { leftInCloud, type LedgerEntry, readLedger } from './cloud/ledger';
export { type ReleaseRecord, ReleaseRecords } from './cloud/release-records';
export { type MarkerEntry, readMarkers } from './cloud/markers';
