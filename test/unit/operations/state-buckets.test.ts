import { stateBuckets } from '../../../operations/state-bucket/state-buckets';
import { environment, type ShippedName, userError } from '../environments/support';

const selected = (name: ShippedName, changes: Readonly<Record<string, unknown>> = {}) => ({
  selection: name,
  environment: environment(name, changes),
});
const SHARED = { kind: 's3', bucket: 'shared', region: 'eu-central-1', accountId: '999999999999' };
const STATES_ROLE = 'arn:aws:iam::999999999999:role/states';

describe('stateBuckets', () => {
  test('finds a bucket that several environments share once, in the account of the role that works on it', () => {
    const shared = { ...SHARED, accountId: undefined, assumeRoleArn: STATES_ROLE };
    expect(
      stateBuckets([selected('dev', { state: shared }), selected('staging', { state: shared }), selected('prod')]),
    ).toMatchObject([
      { settings: { bucket: 'shared', accountId: '999999999999' }, selection: 'dev,staging' },
      { settings: { bucket: 'example-inferencehub-prod-state', accountId: '333333333333' }, selection: 'prod' },
    ]);
  });

  test('refuses environments that keep their state elsewhere, each with its reason', () => {
    const told = userError(() => stateBuckets([selected('local'), selected('external')]));
    expect(told).toContain('local keeps its state in local files, which takes no bucket');
    expect(told).toContain('external keeps its state in HCP Terraform, which takes no bucket');
  });

  test('refuses to guess the account of a bucket', () => {
    const state = { ...SHARED, accountId: undefined };
    expect(userError(() => stateBuckets([selected('local', { state })]))).toContain('state.accountId');
  });

  test('refuses environments that tell different things of one bucket', () => {
    const told = userError(() =>
      stateBuckets([
        selected('dev', { state: SHARED }),
        selected('staging', { state: { ...SHARED, region: 'eu-west-1' } }),
      ]),
    );
    expect(told).toContain('a bucket has one region, but dev says eu-central-1, staging says eu-west-1');
  });
});
