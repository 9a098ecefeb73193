import { EcrPullThroughCacheRule } from '@cdktf/provider-aws/lib/ecr-pull-through-cache-rule';
import { EcrRepositoryCreationTemplate } from '@cdktf/provider-aws/lib/ecr-repository-creation-template';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { policyDocument } from '../identity/policy-document';
import { ImageSource } from './image-source';
import { UPSTREAM_REGISTRIES, type UpstreamRegistry } from './registries';
import type { EcrCacheImages } from './settings';

export interface EcrCacheProps {
  readonly settings: EcrCacheImages;
  readonly account: AccountSettings;
  /** The nodes' role; absent where the cluster was adopted, and its role is not ours to change. */
  readonly nodeRoleName?: string;
}

/** Days after which ECR drops what a newer image has taken the tag of. */
const UNTAGGED_DAYS = 30;

/**
 * Lets ECR fetch images from their publishers and keep them, for whatever pulls them from there.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 * @example
 * ```ts
 * const settings = ecrCacheImages({
 *   kind: 'ecr-cache',
 *   credentials: { github: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:ecr-pullthroughcache/github-AbCdEf' },
 * });
 * new ImageSource({ ...common, settings }).provideFor(this);
 * new EcrCache(this, 'images', { account, settings, nodeRoleName: 'nodes-of-shared' });
 * ```
 */
export class EcrCache extends Construct {
  constructor(scope: Construct, id: string, { settings, account, nodeRoleName }: EcrCacheProps) {
    super(scope, id);
    const source = ImageSource.of(this);
    const prefixes = (Object.keys(UPSTREAM_REGISTRIES) as UpstreamRegistry[]).flatMap((registry) => {
      const { url, cache, credential } = UPSTREAM_REGISTRIES[registry];
      const credentialArn = credential && settings.credentials[credential];
      if (credential && !credentialArn) return [];
      const prefix = source.cachePrefix(registry);
      new EcrPullThroughCacheRule(this, cache, {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: url,
        credentialArn,
      });
      this.template(cache, prefix);
      return [prefix];
    });
    if (nodeRoleName === undefined) return;
    new IamRolePolicy(this, 'fill', {
      name: 'fill-image-cache',
      role: nodeRoleName,
      policy: policyDocument([
        {
          sid: 'FillImageCache',
          actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          resources: prefixes.map(
            (prefix) => `arn:${partitionOf(account.region)}:ecr:${account.region}:${account.id}:repository/${prefix}/*`,
          ),
        },
      ]),
    });
  }

  /** What the repositories are like that ECR makes by itself. */
  private template(cache: string, prefix: string): void {
    new EcrRepositoryCreationTemplate(this, `${cache}-repositories`, {
      prefix,
      appliedFor: ['PULL_THROUGH_CACHE'],
      description: 'Images as their publishers have them',
      // A publisher may move a tag, and the cache follows.
      imageTagMutability: 'MUTABLE',
      encryptionConfiguration: [{ encryptionType: 'AES256' }],
      lifecyclePolicy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: 'What no tag leads to any more',
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: UNTAGGED_DAYS,
            },
            action: { type: 'expire' },
          },
        ],
      }),
    });
  }
}
