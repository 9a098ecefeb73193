import { Kubectl, type Run } from '../../../operations/recovery/kubectl';
import { volumesThatCannotGrow } from '../../../operations/recovery/volume-growth';
import type { EnvironmentInput } from '../../../environments/schema';
import { environment } from '../../support/applications';

const claim = (storage: string, storageClassName: string, metadata: object) => ({
  metadata,
  spec: { storageClassName, resources: { requests: { storage } } },
});
const madeBy = (release: string) => ({ annotations: { 'meta.helm.sh/release-name': release } });

/** What kind has, with volumes of 10 GiB of which some are of a class of their own that lets them grow. */
const CLAIMS = [
  claim('10Gi', 'standard', { labels: { 'cnpg.io/cluster': 'infra-postgresql' } }),
  claim('10Gi', 'standard', madeBy('infra-valkey')),
  claim('10Gi', 'growing', madeBy('open-webui')),
  claim('1Gi', 'standard', madeBy('somebody-elses')),
];
const CLASSES = [{ metadata: { name: 'standard' } }, { metadata: { name: 'growing' }, allowVolumeExpansion: true }];

async function refused(input: Partial<EnvironmentInput>): Promise<string[]> {
  const run: Run = (_, args) =>
    Promise.resolve(JSON.stringify({ items: args.includes('storageclasses') ? CLASSES : CLAIMS }));
  const settings = environment(input);
  return volumesThatCannotGrow(settings, await Kubectl.to(settings, '/nowhere', run));
}

const sizes = (gib: number): Partial<EnvironmentInput> => ({
  postgres: { kind: 'in-cluster', storageGib: gib },
  redis: { openwebui: { kind: 'in-cluster', storageGib: gib }, litellm: { kind: 'in-cluster' } },
  storage: { kind: 'volume', storageGib: gib },
});

describe('volumesThatCannotGrow', () => {
  test('names each setting that asks for more than its volume can become, and no other', async () => {
    expect(await refused(sizes(20))).toEqual([
      'postgres.storageGib is 20; the volume is 10Gi, and its StorageClass standard lets none grow',
      'redis.openwebui.storageGib is 20; the volume is 10Gi, and its StorageClass standard lets none grow',
    ]);
  });

  test('refuses no size that is there already', async () => {
    expect(await refused(sizes(10))).toEqual([]);
  });
});
