import { CLUSTER_RULES } from './cluster';
import { DATA_STORE_RULES } from './data-stores';
import { ENCRYPTION_RULES } from './encryption';
import { IDENTITY_RULES } from './identity';
import { LOAD_BALANCER_RULES } from './load-balancers';
import { LOG_RULES } from './logs';
import { NETWORK_RULES } from './network';
import { PROTECTION_RULES } from './protection';
import { PROVIDER_RULES } from './providers';
import { RELEASE_RULES } from './releases';
import type { Rule } from './rule';
import { SECRET_RULES } from './secrets';
import { WEB_ACL_RULES } from './web-acls';

export type { Rule, Verdict } from './rule';

/** The project's own policies: what Checkov has no rule for, or cannot see in what cdktf writes. */
export const RULES: readonly Rule[] = [
  ...CLUSTER_RULES,
  ...NETWORK_RULES,
  ...IDENTITY_RULES,
  ...SECRET_RULES,
  ...ENCRYPTION_RULES,
  ...DATA_STORE_RULES,
  ...PROTECTION_RULES,
  ...LOG_RULES,
  ...PROVIDER_RULES,
  ...RELEASE_RULES,
  ...LOAD_BALANCER_RULES,
  ...WEB_ACL_RULES,
];
