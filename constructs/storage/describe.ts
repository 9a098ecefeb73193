import type { WiredConnection } from '../wiring/wiring';
import type { StorageConnection } from './connection';

/** The connection as the apps stack's `wiring` output tells it. */
export function describeStorage(use: string, connection: StorageConnection): WiredConnection {
  switch (connection.kind) {
    case 'bucket':
      return {
        use,
        variant: connection.variant,
        endpoint: `s3://${connection.bucket}`,
        tls: 'TLS',
        passwordFrom: "none: the pod's own role",
      };
    case 'volume':
      return {
        use,
        variant: 'in-cluster (volume)',
        endpoint: `${connection.storageGib} GiB, ${connection.storageClass ?? "the cluster's default class"}`,
        tls: 'a disk of the node',
        passwordFrom: 'none',
      };
  }
}
