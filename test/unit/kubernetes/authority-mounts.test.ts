import { AuthorityMounts } from '../../../constructs/kubernetes/authority-mounts';

describe('AuthorityMounts', () => {
  test('mounts two certificates of one object as two files of one volume', () => {
    const mounts = new AuthorityMounts();
    const [postgres, redis] = ['postgres.crt', 'redis.crt'].map((key) =>
      mounts.file({ kind: 'ConfigMap', name: 'authorities', key }),
    );
    expect(postgres).toBe('/etc/inferencehub/authorities/ca-configmap-authorities/ca.crt');
    expect(redis).toBe('/etc/inferencehub/authorities/ca-configmap-authorities/ca-2.crt');
    const items = [
      { key: 'postgres.crt', path: 'ca.crt' },
      { key: 'redis.crt', path: 'ca-2.crt' },
    ];
    expect(mounts.volumes()).toEqual([{ name: 'ca-configmap-authorities', configMap: { name: 'authorities', items } }]);
    expect(mounts.volumeMounts()).toHaveLength(1);
  });
});
