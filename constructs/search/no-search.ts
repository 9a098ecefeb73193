import { Construct } from 'constructs';
import type { NoSearchConnection } from './connection';

/** Chats cannot search the web. */
export class NoSearch extends Construct implements NoSearchConnection {
  readonly kind = 'none';
}
