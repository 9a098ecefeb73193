import type { PolicyStatement } from '../identity/policy-document';

/** AWS services that use a key for whoever calls them, by the first part of their host name. */
export type KeyUsingService = 'ec2' | 'elasticache' | 'network-firewall' | 'rds' | 's3' | 'secretsmanager';

/** What a service asks of KMS for a caller that reads, and for one that writes too. */
const KEY_ACTIONS = {
  decrypt: ['kms:Decrypt'],
  'encrypt-decrypt': ['kms:Decrypt', 'kms:GenerateDataKey'],
} as const;

export interface KeyUse {
  readonly sid: string;
  readonly use: keyof typeof KEY_ACTIONS;
  readonly keyArns: readonly string[];
  readonly services: readonly KeyUsingService[];
  /** The keys' region. */
  readonly region: string;
}

/** What a role has to be allowed so that it can use keys through services, and in no other way. */
export function keyUseStatement({ sid, use, keyArns, services, region }: KeyUse): PolicyStatement {
  return {
    sid,
    actions: KEY_ACTIONS[use],
    resources: keyArns,
    conditions: { StringEquals: throughServices(services, region) },
  };
}

/** The condition that a key is used by a service, for its caller. */
export function throughServices(services: readonly KeyUsingService[], region: string) {
  return { 'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`) };
}
