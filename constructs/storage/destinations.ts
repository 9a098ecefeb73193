import { AWS_SERVICES } from '../network-policies/destinations';
import type { Destination } from '../network-policies/flow';
import type { StorageConnection } from './connection';

/** Where files and logs go. */
export function storageDestinations(storage: StorageConnection): Destination[] {
  switch (storage.kind) {
    case 'bucket':
      return [AWS_SERVICES];
    case 'volume':
      return [];
  }
}
