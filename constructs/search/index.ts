import type { Construct } from 'constructs';
import type { SearchSettings } from './settings';
import { Searxng } from './searxng';
import type { ManifestRelease } from '../helm/manifest-release';
import type { SecretVault } from '../secrets';
import type { SearchConnection } from './connection';
import { ExternalSearch } from './external-search';
import { NoSearch } from './no-search';

export type { SearchConnection } from './connection';

/** What earlier constructs made that a search needs, whichever it is. */
export interface SearchWiring {
  /** The applications' namespace. */
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries Secrets of the applications. */
  readonly manifests: ManifestRelease;
}

/** Makes the variant that `settings.kind` names. */
export function search(scope: Construct, id: string, settings: SearchSettings, wiring: SearchWiring): SearchConnection {
  const { manifests, namespace, vault } = wiring;
  switch (settings.kind) {
    case 'in-cluster':
      return new Searxng(scope, id, { settings, namespace, vault, manifests });
    case 'external':
      return new ExternalSearch(scope, id, { settings, vault });
    case 'none':
      return new NoSearch(scope, id);
  }
}
