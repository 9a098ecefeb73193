export { makeStateBucket, type MakeStateBucketProps, writeStateBucket } from './make-state-bucket';
export { stateBuckets, type StateBucketUse } from './state-buckets';
