import { VARIABLE_REFERENCE, VARIABLE_REFERENCES } from './secret-reference';

/** What is shown instead of a text that may be a secret. */
const NOT_SHOWN = 'a plain text (not shown)';
/** The most of a text that is repeated to the user. */
const LONGEST = 80;

/** Parameters of an address that are known to hold no secret. */
const PLAIN_PARAMETERS = ['sslmode', 'pgbouncer', 'q', 'format'];

/**
 * Whether a setting of this name may hold a secret.
 * @param name a setting's own name, or an environment variable's
 */
export function isSecretName(name: string): boolean {
  return (
    /(passwords?|passwd|secret|token|credentials?|creds|authorization|web[_-]?hook([_-]?url)?|(private|access|salt|master|secret)[_-]?key|api[_-]?keys?)$/i.test(
      name,
    ) || /(^|_)(KEY|PASS|PWD|DSN)$/.test(name)
  );
}

/** Whether a setting of this name holds an address in which a secret may stand. */
function isAddressName(name: string): boolean {
  return /(url|uri|endpoint|host|apiBase|connectionString)$/i.test(name);
}

/**
 * A value as a problem may repeat it: short, and without anything that may be a secret.
 * @param name the setting's own name
 */
export function shownValue(value: unknown, name: string): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of settings';
  if (typeof value === 'number' || typeof value === 'boolean') return isSecretName(name) ? NOT_SHOWN : String(value);
  if (typeof value !== 'string') return `a ${typeof value}`;
  if (VARIABLE_REFERENCE.test(value)) return value;
  if (isSecretName(name)) return NOT_SHOWN;
  if (value.includes('://') || value.includes('@')) return shownAddress(value);
  if (isAddressName(name)) return NOT_SHOWN;
  const short = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return JSON.stringify(short);
}

/**
 * An address without the secrets in it: who logs in, and the values of parameters that may hold one. What can be read
 * in two ways, because something in it should have been escaped, is not shown.
 */
export function shownAddress(address: string): string {
  const parts = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(address);
  if (!parts) return NOT_SHOWN;
  const [, scheme = '', rest = ''] = parts;
  const known = /^(?:([^@/?#]*)@)?([^@?#]*)(\?[^@#]*)?$/s.exec(rest);
  if (!known) return `${scheme}***`;
  const [, credentials, host = '', query = ''] = known;
  const who = credentials === undefined ? '' : `${shownCredentials(credentials)}@`;
  return `${scheme}${who}${shownHost(host)}${query.replace(/([?&])([^=&]*)=?([^&]*)/g, shownParameter)}`;
}

/** The user, where it is sure which part that is: before a password that is a reference. */
function shownCredentials(credentials: string): string {
  return /^[\w.-]*:\$\{[A-Z_][A-Z0-9_]*\}$/.test(credentials) ? credentials : '***';
}

/** Host, port and path, unless they cannot be what they should: then a password may have slipped in between. */
function shownHost(host: string): string {
  const plain = host.replaceAll(VARIABLE_REFERENCES, 'x');
  return /^[\w.,-]*(:\d{1,5})?(\/[\w./-]*)?$/.test(plain) ? host : '***';
}

function shownParameter(_: string, mark: string, name: string, value: string): string {
  return PLAIN_PARAMETERS.includes(name) ? `${mark}${name}=${value}` : `${mark}***`;
}
