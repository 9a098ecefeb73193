import { Token } from 'cdktf';

/**
 * A plain value as a part of a URL, percent-encoded. A reference stays as it is: what AWS and Kubernetes make
 * (host names, ids) needs no encoding.
 */
export function urlPart(text: string): string {
  return Token.isUnresolved(text) ? text : encodeURIComponent(text);
}

/** A host in a URL: an IPv6 address stands in brackets there. */
export function urlHost(host: string): string {
  return !Token.isUnresolved(host) && host.includes(':') ? `[${host}]` : host;
}
