import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretVault } from '../secrets/secret-vault';
import { passwordVault } from './password-vault';
import { known, type RedisUse, sharedUserRules, SOLE_USER_RULES } from './redis-use';
import type { ManagedRedisSettings } from './settings';

export interface ElastiCacheUsersProps {
  readonly engine: ManagedRedisSettings['engine'];
  readonly uses: readonly RedisUse[];
  readonly names: Names;
  /** The server's name within the environment. */
  readonly thing: string;
  /** Where passwords are born; not needed where all uses log in with tokens. */
  readonly vault?: SecretVault;
}

/** ElastiCache's limit for the ids of users and groups. */
const ID_LIMIT = 40;

/** A user of a server, as the use that it is for has to know it. */
interface RedisUser {
  readonly name: string;
  /** Absent where it logs in with tokens. */
  readonly password?: SecretRef;
  /** Its ARN where it does. */
  readonly tokenArn?: string;
}

/**
 * The users of a server: each with a password of its own or with tokens, and where several applications share it each
 * with its own keys only.
 */
export class ElastiCacheUsers extends Construct {
  readonly groupId: string;
  private readonly users = new Map<string, RedisUser>();

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

  /** The user of a use. */
  of(use: string): RedisUser {
    const user = this.users.get(use);
    if (!user) throw new Error(`this Redis has no user for ${use}`);
    return user;
  }

  private user(use: RedisUse, { engine, uses, names, thing, vault }: ElastiCacheUsersProps): ElasticacheUser {
    const { name, entry, user: userName, authentication } = known(use);
    const userId = names.of(`${thing}-${userName}`, ID_LIMIT);
    const accessString = `on ${uses.length > 1 ? sharedUserRules(use) : SOLE_USER_RULES}`;
    if (authentication === 'iam') {
      const tokenUser = new ElasticacheUser(this, name, {
        engine,
        userId,
        // ElastiCache takes tokens only for a user whose name is its id.
        userName: userId,
        accessString,
        authenticationMode: { type: 'iam' },
      });
      this.users.set(name, { name: userId, tokenArn: tokenUser.arn });
      return tokenUser;
    }
    const password = passwordVault(this, name, vault).generateShared(`${name}-redis`, {
      entry,
      beside: { username: userName },
    });
    const user = new ElasticacheUser(this, name, { engine, userId, userName, accessString });
    // The bindings are older than the write-only argument; `passwords` would put the value into the state.
    user.addOverride('passwords_wo', password.value);
    user.addOverride('passwords_wo_version', password.version);
    this.users.set(name, { name: userName, password: password.ref });
    return user;
  }
}
