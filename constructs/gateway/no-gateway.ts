import { Construct } from 'constructs';
import type { NoGatewayConnection } from './connection';

/** Nothing is reachable from outside the cluster. */
export class NoGateway extends Construct implements NoGatewayConnection {
  readonly kind = 'none';
}
