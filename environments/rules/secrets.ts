import { SecretSource } from '../../constructs/secrets/settings';
import { VARIABLE_REFERENCE, VARIABLE_REFERENCES } from '../../constructs/telling/secret-reference';
import { at, pathText, type Problem, say } from '../../constructs/telling/problems';
import { type Environment, EnvironmentSettings } from '../schema';
import { schemaAt } from '../../constructs/telling/known-settings';
import { hasSecretInAddress, looksSecret } from './secret-look';
import { shownAddress, shownValue } from '../../constructs/telling/shown-value';
import { passthroughProblems } from './passthrough-secrets';
import { ownTexts, type PlacedText, textsOf } from './texts';

/** Connection strings, in which a variable may stand: whole, or as the password. */
const CONNECTION_STRING = /^(postgres|redis)\..*\.(url|readerUrl)$/;

/** What LiteLLM is handed as it is, and is judged like a chart's values. */
const GUARDRAIL_PARAMETERS = /^litellm\.guardrails\[\d+\]\.parameters[.[]/;

const IN_VALUES = say`refer to a Secret of the environment's namespace (valueFrom: { secretKeyRef: { name, key } }, existingSecret, …)`;
const IN_PARAMETERS = say`write the guardrail's key as its apiKey, or os.environ/NAME here and NAME in ${at('litellm.secretEnv')}`;

/** Secrets that stand where a reference belongs, and references where nothing resolves them. */
export function secretProblems(environment: Environment): Problem[] {
  return [
    ...ownTexts(environment).flatMap((text) => ownTextProblems(text, environment)),
    ...passthroughProblems('litellm.values', environment.litellm.values, IN_VALUES),
    ...passthroughProblems('openwebui.values', environment.openwebui.values, IN_VALUES),
    ...environment.litellm.guardrails.flatMap((guardrail, index) =>
      guardrail.provider === 'other'
        ? passthroughProblems(`litellm.guardrails[${index}].parameters`, guardrail.parameters, IN_PARAMETERS)
        : [],
    ),
    ...tagProblems(environment.tags),
    ...storeProblems(environment),
    ...serverProblems(environment),
  ];
}

/** A text of one of our settings: a variable out of place, or a secret in an address. */
function ownTextProblems({ path, keys, text }: PlacedText, environment: Environment): Problem[] {
  if (CONNECTION_STRING.test(path)) return [];
  const isHandedOn = GUARDRAIL_PARAMETERS.test(path);
  if (text.match(VARIABLE_REFERENCES)) {
    if (isHandedOn && VARIABLE_REFERENCE.test(text)) return [];
    if (schemaAt(EnvironmentSettings, keys, environment) === SecretSource) return [];
    return [
      {
        says: say`${at(path)} is ${shownValue(text, '')}; a variable is resolved only where a secret belongs`,
        todo: say`write the value itself here`,
      },
    ];
  }
  if (isHandedOn) return [];
  if (hasSecretInAddress(text)) {
    return [
      {
        says: say`${at(path)} has a secret in plain text (${shownAddress(text)}), which would stay in version control`,
        todo: say`write the address without it`,
      },
    ];
  }
  return looksSecret(text) ? [plainSecret(path)] : [];
}

/** Tags can be read by whoever may list what there is. */
function tagProblems(tags: Environment['tags']): Problem[] {
  return textsOf(tags, 'tags').flatMap(({ path, text }) =>
    looksSecret(text) || hasSecretInAddress(text) ? [plainSecret(path)] : [],
  );
}

function plainSecret(path: string): Problem {
  return {
    says: say`${at(path)} holds a secret in plain text, which would stay in version control`,
    todo: say`leave it out; a secret belongs in a setting that takes "\${NAME}"`,
  };
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
