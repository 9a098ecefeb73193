import type { SecretRef } from './secret-ref';

/** A secret value that goes into a URL: percent-encoded where it is composed, so `@:/?#%+ ` in it do no harm. */
export class UrlEncoded {
  constructor(readonly secret: SecretRef) {}
}

/** Marks a secret for use inside a URL. */
export function urlEncoded(secret: SecretRef): UrlEncoded {
  return new UrlEncoded(secret);
}

/**
 * A text composed from secrets inside the cluster, by External Secrets, where the values are. It holds Go template
 * actions (External Secrets' template engine v2, with sprig) and the places that they read.
 */
export class SecretTemplate {
  constructor(
    /** The Go template; each secret is a variable `{{ .<name> }}`. */
    readonly text: string,
    /** What each variable reads. */
    readonly secrets: Readonly<Record<string, SecretRef>>,
  ) {}
}

/**
 * `secretTemplate` as a tag writes a text with secrets in it:
 * ``secretTemplate`redis://:${urlEncoded(connection.password)}@${connection.host}:6379/0` ``.
 * Strings and numbers stand as they are (references to Terraform values too); a {@link SecretRef} becomes a variable.
 */
export function secretTemplate(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | SecretRef | UrlEncoded)[]
): SecretTemplate {
  const secrets: Record<string, SecretRef> = {};
  let text = texts[0] ?? '';
  values.forEach((value, index) => {
    text += typeof value === 'object' ? action(value, secrets) : literal(String(value));
    text += texts[index + 1] ?? '';
  });
  return new SecretTemplate(text, secrets);
}

/** Text that the template engine leaves alone, whatever a user put into it. */
function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

/** The Go template action that reads a secret, which is entered among the template's variables. */
function action(value: SecretRef | UrlEncoded, secrets: Record<string, SecretRef>): string {
  const encoded = value instanceof UrlEncoded;
  const secret = encoded ? value.secret : value;
  const known = Object.keys(secrets).find((name) => isSameSecret(secrets[name], secret));
  const name = known ?? `secret${Object.keys(secrets).length + 1}`;
  secrets[name] = secret;
  // urlquery is for query strings and writes a space as "+"; a literal "+" is %2B by then.
  return encoded ? `{{ .${name} | urlquery | replace "+" "%20" }}` : `{{ .${name} }}`;
}

function isSameSecret(one: SecretRef | undefined, other: SecretRef): boolean {
  return one?.entry === other.entry && one.property === other.property && one.store.name === other.store.name;
}
