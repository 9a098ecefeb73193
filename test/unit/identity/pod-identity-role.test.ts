import { PodIdentityRole } from '../../../constructs/identity/pod-identity-role';
import { Names } from '../../../constructs/names/names';
import { eksConnection } from '../../support/eks-connection';
import { emptyStack, policy, resource, resources, synthesized, type TerraformJson } from '../../support/terraform-json';

const cluster = eksConnection();
const statements = [{ sid: 'Invoke', actions: ['bedrock:InvokeModel'], resources: ['arn:aws:bedrock:::model'] }];

describe('PodIdentityRole', () => {
  let json: TerraformJson;
  let role: PodIdentityRole;
  let other: PodIdentityRole;

  beforeAll(() => {
    const stack = emptyStack();
    const props = { names: new Names('prod'), cluster, namespace: 'inferencehub', serviceAccount: 'litellm' };
    role = new PodIdentityRole(stack, 'with-policy', { ...props, thing: 'litellm', statements });
    other = new PodIdentityRole(stack, 'bare', { ...props, thing: 'x'.repeat(80), statements: [] });
    json = synthesized(stack);
  });

  test('can be assumed for one ServiceAccount of one namespace of one cluster', () => {
    const [trust] = policy(resource(json, 'aws_iam_role', 'with-policy').assume_role_policy).Statement;
    expect(trust).toMatchObject({
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-name': 'prod-cluster',
          'aws:RequestTag/kubernetes-namespace': 'inferencehub',
          'aws:RequestTag/kubernetes-service-account': 'litellm',
        },
      },
    });
  });

  test('is given to exactly that ServiceAccount', () => {
    expect(resource(json, 'aws_eks_pod_identity_association', 'with-policy')).toMatchObject({
      cluster_name: 'prod-cluster',
      namespace: 'inferencehub',
      service_account: 'litellm',
    });
  });

  test('may do what its statements say', () => {
    expect(policy(resource(json, 'aws_iam_role_policy').policy).Statement).toEqual([
      { Sid: 'Invoke', Effect: 'Allow', Action: ['bedrock:InvokeModel'], Resource: ['arn:aws:bedrock:::model'] },
    ]);
  });

  test('may do nothing without statements', () => {
    expect(resources(json, 'aws_iam_role')).toHaveLength(2);
    expect(resources(json, 'aws_iam_role_policy')).toHaveLength(1);
  });

  test('has a name that other stacks know at synth, within the limit of IAM', () => {
    expect(role.roleName).toBe('prod-litellm');
    expect(other.roleName).toHaveLength(64);
  });
});
