import { parse } from 'yaml';
import { VARIABLE_REFERENCE } from '../../constructs/telling/secret-reference';
import { at, pathText, type Phrase, type Problem, say } from '../../constructs/telling/problems';
import { hasSecretInAddress, looksSecret } from './secret-look';
import { isSecretName } from '../../constructs/telling/shown-value';
import { valueAt } from '../../constructs/telling/known-settings';
import { textsOf } from './texts';

/** What stands for a value that comes from elsewhere: LiteLLM's, Kubernetes', a template's, a reader's. */
const PLACEHOLDERS = /os\.environ\/\w+|\$\(\w+\)|\{\{.*?\}\}|<[\w -]+>/g;
/** A shell's, or a mistake that is not a secret either. */
const VARIABLES = /\$\{\w+\}/g;

/** Texts under a secret's name that are none: switches, and what is written where no key is needed. */
const NO_SECRET =
  /^(|true|false|null|none|empty|unused|dummy|fake([_-]?key)?|no[_-]?key([_-](needed|required))?|not[_-](needed|required|used))$/i;

/** A file in the container, where a Secret is mounted. */
const FILE = /^(\/[\w.-]+)+\.(json|pem|key|crt|cer|ya?ml|txt|ini)$/;

/** What anyone may know, whatever it is called. */
const PUBLIC_TEXT = /^(-----BEGIN (PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE)-----|ssh-(rsa|ed25519) |pk-lf-)/;

/** Names that end like a secret's, of something that is none. */
const PUBLIC_NAME =
  /existing|public[_-]?key|(cost|price)[_-]?per[_-]?\w*$|((partition|primary|sort|cache|object)[_-]?key)$/i;

/** Kubernetes' words for the key in a Secret, beside which the Secret is named. */
const KEY_OF_A_SECRET = /^secret[_-]?key$/i;
const NAME_OF_A_SECRET = /^(name|secret_?name|existing_?secret|remoteRef)$/i;

/** A part of an address that nobody could guess: whoever knows it may call it. */
const UNGUESSABLE = /[/=](?=\w*\d)(?=\w*[a-z])[a-z0-9]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * Secrets in what is handed to an application as it is: that is kept in plain text in the cluster and in Terraform's
 * state, so it takes neither a secret nor a variable.
 * @param instead what to write instead
 */
export function passthroughProblems(root: string, values: unknown, instead: Phrase): Problem[] {
  return textsOf(values).flatMap(({ keys, text }): Problem[] => {
    const path = `${root}.${pathText(keys)}`;
    if (VARIABLE_REFERENCE.test(text)) {
      return [
        {
          says: say`${at(path)} is ${text}; a variable is resolved only where a secret belongs, and a chart's values are kept in plain text`,
          todo: instead,
        },
      ];
    }
    return isPlainSecret(keys, text, values)
      ? [
          {
            says: say`${at(path)} holds a secret in plain text, which would stay in version control and in the cluster`,
            todo: instead,
          },
        ]
      : [];
  });
}

/** Whether a text is a secret: by its look, by what it is called, or by something in it. */
function isPlainSecret(keys: readonly PropertyKey[], text: string, values: unknown): boolean {
  const plain = text.replace(PLACEHOLDERS, '');
  if (looksSecret(plain) || hasSecretInAddress(plain)) return true;
  if (isSecretCalled(nameOf(keys, values), text) && !isKeyOfASecret(keys, values)) return true;
  const [, name = '', assigned = ''] = /^(?:--?)?([\w.-]+)=(.*)$/s.exec(text) ?? [];
  return isSecretCalled(name, assigned) || secretsWithin(text);
}

/** Whether something of this name is a secret, unless it says where the secret is. */
function isSecretCalled(name: string, text: string): boolean {
  if (PUBLIC_NAME.test(name) || PUBLIC_TEXT.test(text)) return false;
  const plain = text
    .replace(PLACEHOLDERS, '')
    .replace(VARIABLES, '')
    .replace(/^\s*(bearer|basic|token)?\s*/i, '')
    .trim();
  if (/web[_-]?hook([_-]?url)?$/i.test(name)) return UNGUESSABLE.test(plain);
  if (NO_SECRET.test(plain) || FILE.test(plain)) return false;
  return isSecretName(name) || (isSecretVariable(name) && !ABOUT_A_SECRET.test(plain));
}

/** Words in a variable's name, wherever they stand in it: AWS_BEARER_TOKEN_BEDROCK, CIRCLE_OIDC_TOKEN_V2. */
const SECRET_WORD =
  /(^|_)(BEARER|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API_?KEY|(PRIVATE|SECRET|SIGNING)_KEY|AUTH|JWT|PAT|SK|LICENSE|CONNECTION_STRING)(?=_|$)/;

/** What such a name is about the secret, and not it. */
const ABOUT =
  /^(ENABLE|DISABLE|USE|IS|MAX|MIN|HIDE|SEND)_|_(FILE|PATH|DIRS?|UR[LI]|ENDPOINTS?|HOST|HEADER|PROVIDER|METHOD|TYPE|MODE|COUNT|LIMIT|SIZE|TTL|SECONDS|IN|NAMES?|NAMESPACE|ALIAS|PREFIX|ENABLED|HINT|PATTERN|ALGORITHM|ISSUER|AUDIENCE|CLAIMS?|SCOPES?|VERSION|REGION|PERIOD|INTERVAL|USER(NAME)?|IDS|(CLIENT|PROJECT|KEY|USER|TEAM)_ID)$/;

function isSecretVariable(name: string): boolean {
  return SECRET_WORD.test(name) && !ABOUT.test(name);
}

/** Numbers, durations, addresses, and the ways to sign in that a name may choose among. */
const ABOUT_A_SECRET =
  /^(\d{1,9}(\.\d+)?|-?\d+(ms|[smhdw])|[a-z][a-z0-9+.-]*:\/\/\S*|on|off|yes|no|lax|strict|token|password|basic|bearer|oauth2?|jwt|iam|api[_-]?key)$/i;

/**
 * What a text is called: by its key or that of the list that it is in, by the name beside it (`{ name, value }`), or by
 * the argument before it (`['--api-key', …]`).
 */
function nameOf(keys: readonly PropertyKey[], values: unknown): string {
  const key = keys.at(-1);
  const siblings = valueAt(values, keys.slice(0, -1));
  if (key === 'value') {
    const names = ['name', 'key', 'header'].map((one) => valueAt(siblings, [one]));
    return names.find((one) => typeof one === 'string') ?? key;
  }
  if (typeof key !== 'number') return String(key);
  const before = valueAt(siblings, [key - 1]);
  if (typeof before === 'string' && /^--?[\w-]+$/.test(before)) return before;
  return String(keys.findLast((one) => typeof one !== 'number'));
}

function isKeyOfASecret(keys: readonly PropertyKey[], values: unknown): boolean {
  const siblings = valueAt(values, keys.slice(0, -1));
  return (
    KEY_OF_A_SECRET.test(String(keys.at(-1))) && Object.keys(siblings ?? {}).some((one) => NAME_OF_A_SECRET.test(one))
  );
}

/** Whether a text is a file of settings, JSON or YAML, with a secret in it. */
function secretsWithin(text: string): boolean {
  if (!/^\s*(\[|\{(?!\{))|\n/.test(text)) return false;
  let values: unknown;
  try {
    values = parse(text, { logLevel: 'silent' });
  } catch {
    return false; // words, and no file
  }
  return typeof values === 'object' && textsOf(values).some((one) => isPlainSecret(one.keys, one.text, values));
}
