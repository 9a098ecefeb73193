import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Construct } from 'constructs';
import type { Names } from '../names';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretVault } from '../secrets/secret-vault';
import { REDIS_CLIENTS, sharedUserRules } from './clients';
import type { RedisUse } from './connection';
import type { ManagedRedisSettings } from './settings';

export interface ElastiCacheUsersProps {
  readonly engine: ManagedRedisSettings['engine'];
  readonly uses: readonly RedisUse[];
  readonly names: Names;
  /** The server's name within the environment. */
  readonly thing: string;
  readonly vault: SecretVault;
}

/** ElastiCache's limit for the ids of users and groups. */
const ID_LIMIT = 40;

/** The users of a server that several applications share: each with a password of its own, and its own keys only. */
export class ElastiCacheUsers extends Construct {
  readonly groupId: string;
  private readonly passwords = new Map<RedisUse, SecretRef>();

  constructor(scope: Construct, id: string, props: ElastiCacheUsersProps) {
    super(scope, id);
    const { engine, names, thing } = props;
    const users = props.uses.map((use) => this.user(use, props));
    if (engine === 'redis') {
      // A group of Redis OSS has to have a user of this name; it is switched off, so nobody gets in without a name.
      users.push(
        new ElasticacheUser(this, 'default', {
          engine,
          userId: names.of(`${thing}-default`, ID_LIMIT),
          userName: 'default',
          accessString: 'off ~* -@all',
          noPasswordRequired: true,
        }),
      );
    }
    this.groupId = new ElasticacheUserGroup(this, 'group', {
      engine,
      userGroupId: names.of(thing, ID_LIMIT),
      userIds: users.map((user) => user.userId),
    }).userGroupId;
  }

  /** Where the password of a use's user is kept. */
  password(use: RedisUse): SecretRef | undefined {
    return this.passwords.get(use);
  }

  private user(use: RedisUse, { engine, names, thing, vault }: ElastiCacheUsersProps): ElasticacheUser {
    const client = REDIS_CLIENTS[use];
    const password = vault.generateShared(`${use}-redis`, { entry: client.entry, beside: { username: client.user } });
    const user = new ElasticacheUser(this, use, {
      engine,
      userId: names.of(`${thing}-${client.user}`, ID_LIMIT),
      userName: client.user,
      accessString: `on ${sharedUserRules(client)}`,
    });
    // The bindings are older than the write-only argument; `passwords` would put the value into the state.
    user.addOverride('passwords_wo', password.value);
    user.addOverride('passwords_wo_version', password.version);
    this.passwords.set(use, password.ref);
    return user;
  }
}
