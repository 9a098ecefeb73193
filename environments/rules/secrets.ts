import { SecretSource, VARIABLE_REFERENCE, VARIABLE_REFERENCES } from '../../constructs/secrets/settings';
import { at, pathText, type Problem, say } from '../problems';
import { type Environment, EnvironmentSettings } from '../schema';
import { schemaAt, valueAt } from '../telling/known-settings';
import { isSecretName, shownAddress, shownValue } from '../telling/shown-value';
import { ownTexts, type PlacedText, textsOf } from './texts';

/** Connection strings, in which a variable may stand: whole, or as the password. */
const CONNECTION_STRING = /^(postgres|redis)\..*\.(url|readerUrl)$/;

/** Texts that are a secret whatever their setting is called: keys of well-known services, private keys, JWTs. */
const SECRET_TEXT =
  /^(sk-[\w-]{16,}|(AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{30,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)$|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** User and password, or a parameter that is one, in an address. */
const SECRET_IN_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*:[^@/?#]+@|[?&][\w-]*(key|token|secret|password)=[^&$]/i;

/** Secrets that stand where a reference belongs, and references where nothing resolves them. */
export function secretProblems(environment: Environment): Problem[] {
  return [
    ...ownTexts(environment).flatMap((text) => ownTextProblems(text, environment)),
    ...passthroughProblems('litellm.values', environment.litellm.values),
    ...passthroughProblems('openwebui.values', environment.openwebui.values),
    ...storeProblems(environment),
    ...serverProblems(environment),
  ];
}

/** A text of one of our settings: a variable out of place, or a secret in an address. */
function ownTextProblems({ path, keys, text }: PlacedText, environment: Environment): Problem[] {
  if (CONNECTION_STRING.test(path)) return [];
  if (text.match(VARIABLE_REFERENCES)) {
    if (schemaAt(EnvironmentSettings, keys, environment) === SecretSource) return [];
    return [
      {
        says: say`${at(path)} is ${shownValue(text, '')}; a variable is resolved only where a secret belongs`,
        todo: say`write the value itself here`,
      },
    ];
  }
  return SECRET_IN_ADDRESS.test(text)
    ? [
        {
          says: say`${at(path)} has a secret in plain text (${shownAddress(text)}), which would stay in version control`,
          todo: say`write the address without it`,
        },
      ]
    : [];
}

/** A chart's values are kept in plain text in the cluster and in Terraform's state: no secret, and no variable. */
function passthroughProblems(root: string, values: unknown): Problem[] {
  return textsOf(values).flatMap(({ keys, text }) => {
    const path = `${root}.${pathText(keys)}`;
    if (VARIABLE_REFERENCE.test(text)) {
      return {
        says: say`${at(path)} is ${text}; a variable is resolved only where a secret belongs, and a chart's values are kept in plain text`,
        todo: INSTEAD,
      };
    }
    return isPlainSecret(keys, text, values)
      ? {
          says: say`${at(path)} holds a secret in plain text, which would stay in version control and in the cluster`,
          todo: INSTEAD,
        }
      : [];
  });
}

const INSTEAD = say`refer to a Secret of the environment's namespace (valueFrom: { secretKeyRef: { name, key } }, existingSecret, …)`;

/** Whether a chart's value is a secret: by its key, by the name of the variable that it is for, or by its look. */
function isPlainSecret(keys: readonly PropertyKey[], text: string, values: unknown): boolean {
  if (text === '' || text.startsWith('os.environ/')) return false;
  if (SECRET_TEXT.test(text) || SECRET_IN_ADDRESS.test(text)) return true;
  const key = String(keys.at(-1));
  const siblings = valueAt(values, keys.slice(0, -1));
  const variable = key === 'value' ? valueAt(siblings, ['name']) : undefined;
  const name = typeof variable === 'string' ? variable : key;
  return isSecretName(name) && !/existing/i.test(name);
}

/** A secret that AWS keeps cannot be read where nothing of the environment is on AWS. */
function storeProblems(environment: Environment): Problem[] {
  if (environment.secrets.kind === 'aws-secrets-manager') return [];
  return ownTexts(environment)
    .filter(({ keys }) => keys.at(-1) === 'secretsManager')
    .map(({ keys }) => ({
      says: say`${at(pathText(keys.slice(0, -1)))} is in AWS Secrets Manager, but ${at('secrets.kind')} is in-cluster`,
      todo: say`write "\${NAME}", or name a Secret of the environment's namespace: { kubernetesSecret, key }`,
    }));
}

/** Aurora and ElastiCache take their passwords from AWS Secrets Manager. */
function serverProblems({ cluster, secrets, postgres, redis }: Environment): Problem[] {
  // Behind a kubeconfig there is no managed server, and neither is there AWS Secrets Manager.
  if (secrets.kind === 'aws-secrets-manager' || cluster.kind === 'kubeconfig') return [];
  const managed = [
    ...(postgres.kind === 'managed' ? ['postgres'] : []),
    ...(['openwebui', 'litellm', 'coordination'] as const).flatMap((use) =>
      redis[use].kind === 'managed' ? [`redis.${use}`] : [],
    ),
  ];
  return managed.map((server) => ({
    says: say`${at(server)} is managed, but ${at('secrets.kind')} is in-cluster; it takes aws-secrets-manager`,
    todo: say`a server that AWS runs takes its password from AWS Secrets Manager, and nothing in the cluster can give it one`,
  }));
}
