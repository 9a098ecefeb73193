import { VARIABLE_REFERENCE } from '../telling/secret-reference';

/** The parts of a URL that names a server, percent-decoded. */
export interface ServerUrl {
  readonly scheme: string;
  readonly user?: string;
  /** The password, always as `${NAME}`. */
  readonly password?: string;
  readonly host: string;
  readonly port?: number;
  /** What stands after the first slash; empty where nothing does. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** A connection string in its parts, or given whole by a variable, or what is wrong with it. */
export type ParsedUrl<Parts> =
  | { readonly kind: 'parts'; readonly parts: Parts }
  /** The whole string is one secret, `${NAME}`. */
  | { readonly kind: 'variable'; readonly reference: string }
  /** Words for the user; they never hold any of the text, which may be a secret. */
  | { readonly kind: 'problem'; readonly problem: string };

const SERVER_URL =
  /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:(?<userinfo>[^/?#]*)@)?(?<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(?::(?<port>\d{1,5}))?(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;

/**
 * Takes a connection string apart. Only a password may be a `${NAME}` in it, and must be: everything else is known
 * at synth, or the whole string is one `${NAME}`.
 * @param schemes schemes that it may have
 * @param example what a right one looks like, for the message
 */
export function parseServerUrl(text: string, schemes: readonly string[], example: string): ParsedUrl<ServerUrl> {
  if (VARIABLE_REFERENCE.test(text)) return { kind: 'variable', reference: text };

  const groups = SERVER_URL.exec(text)?.groups;
  if (!groups) return problem(`is not a connection string; write ${example}, or all of it as "\${NAME}"`);
  const { scheme = '', userinfo, host = '', port, path = '', query } = groups;

  if (!schemes.includes(scheme)) {
    return problem(`begins with ${scheme}://; it takes ${schemes.map((known) => `${known}://`).join(' or ')}`);
  }
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return problem(`has the port ${port}; it takes 1 to 65535`);
  }

  const colon = userinfo?.indexOf(':') ?? -1;
  const user = colon < 0 ? userinfo : userinfo?.slice(0, colon);
  const password = colon < 0 ? undefined : userinfo?.slice(colon + 1);
  if (password && !VARIABLE_REFERENCE.test(password)) {
    return problem('has a password in plain text; write "${NAME}" in its place and set NAME where you deploy');
  }
  if ([user, path, query].some((part) => part?.includes('${'))) {
    return problem('has a "${NAME}" outside the password; give all of it as one "${NAME}" instead');
  }

  try {
    const parts: ServerUrl = {
      scheme,
      user: user ? decodeURIComponent(user) : undefined,
      password: password ? password : undefined,
      host: host.startsWith('[') ? host.slice(1, -1) : host,
      port: port === undefined ? undefined : Number(port),
      path: decodeURIComponent(path),
      query: [...new URLSearchParams(query ?? '').entries()],
    };
    return { kind: 'parts', parts };
  } catch {
    return problem('has a "%" that is not followed by two hexadecimal digits; write a percent sign as %25');
  }
}

/** A problem as {@link parseServerUrl} gives it. */
export function problem(text: string): { readonly kind: 'problem'; readonly problem: string } {
  return { kind: 'problem', problem: text };
}
