import { Construct } from 'constructs';
import type { ManifestRelease } from '../helm/manifest-release';
import { OwnChartRelease } from '../helm/own-chart-release';
import type { SearxngConnection } from './connection';
import { composedSecret, type SecretVault } from '../secrets';
import type { ChartValues } from '../helm/chart-values';
import type { InClusterSearchSettings } from './settings';

export interface SearxngProps {
  readonly settings: InClusterSearchSettings;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the Secret. */
  readonly manifests: ManifestRelease;
}

/** Name of the release, its Service, and the Secret. */
const NAME = 'searxng';
const PORT = 8080;
const SECRET_KEY = 'secret-key';

/**
 * SearXNG as a few stateless pods, for applications in the cluster alone. It has no route to the outside: whoever can
 * ask it can have requests sent from here.
 */
export class Searxng extends Construct implements SearxngConnection {
  readonly kind = 'searxng';
  readonly url: string;
  readonly queryUrl: string;

  constructor(scope: Construct, id: string, props: SearxngProps) {
    super(scope, id);
    const { manifests, namespace, settings, vault } = props;
    this.url = `http://${NAME}.${namespace}.svc.cluster.local:${PORT}`;
    this.queryUrl = `${this.url}/search?q=<query>`;

    const secret = vault.generate('searxng-secret-key', { entry: 'searxng/secret-key' });
    manifests.add(composedSecret({ name: NAME, namespace, data: { [SECRET_KEY]: secret } }));

    new OwnChartRelease(this, 'release', {
      chart: 'searxng',
      release: NAME,
      namespace,
      values: values(settings),
      timeoutSeconds: 600,
      atomic: true,
      dependsOn: [manifests.release],
    });
  }
}

/** Those that were named and no others, also where SearXNG itself leaves one of them off. */
function engines({ engines: named }: InClusterSearchSettings): ChartValues {
  if (named.length === 0) return { use_default_settings: true };
  return {
    use_default_settings: { engines: { keep_only: named } },
    engines: named.map((name) => ({ name, disabled: false })),
  };
}

function values(settings: InClusterSearchSettings): ChartValues {
  return {
    replicas: settings.replicas,
    port: PORT,
    secret: { name: NAME, key: SECRET_KEY },
    settings: {
      ...engines(settings),
      search: {
        safe_search: settings.safeSearch,
        // Only html is on by default, and applications that ask for json are turned away.
        formats: ['html', 'json'],
      },
      server: {
        // All requests come from a few pods: a limit by address would stop everybody at once.
        limiter: false,
        public_instance: false,
        image_proxy: false,
      },
    },
  };
}
