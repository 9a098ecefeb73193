import type { ToldAs } from '../../constructs/telling/shape-problems';

/** An environment, when the mistakes in its shape are told. */
export const ENVIRONMENT: ToldAs = {
  whole: 'the environment',
  notHere: {
    'gateway.waf':
      'AWS WAF inspects what an Application Load Balancer carries (kind: alb); a Network Load Balancer, which Envoy is behind, takes no web ACL',
  },
};
