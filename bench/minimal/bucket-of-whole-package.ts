import { provider, s3Bucket } from '@cdktf/provider-aws';
import { App, TerraformStack } from 'cdktf';

const app = new App();
const stack = new TerraformStack(app, 'minimal');
new provider.AwsProvider(stack, 'aws', { region: 'eu-central-1' });
new s3Bucket.S3Bucket(stack, 'bucket', { bucket: 'minimal' });
app.synth();
