import type { Value, ValueRecord } from '../protocol/value';

/**
 * What AWS keeps in a form of its own and its provider does not take for the same: a refresh finds that form, so that
 * every later plan shows the difference.
 */
const KEPT_FORMS: Readonly<Record<string, Readonly<Record<string, (text: string) => string>>>> = {
  // https://github.com/hashicorp/terraform-provider-aws/issues/23543
  aws_route53_resolver_firewall_domain_list: { domains: (name) => (name.endsWith('.') ? name : `${name}.`) },
  // https://github.com/hashicorp/terraform-provider-aws/issues/20334
  aws_elasticache_user: { access_string: keptRules },
};

/** A resource's state as AWS tells it; undefined for types of which AWS keeps everything as it was written. */
export function asKept(type: string, state: ValueRecord): ValueRecord | undefined {
  const forms = KEPT_FORMS[type];
  if (forms === undefined) return undefined;
  const kept = Object.entries(forms).map(([name, form]) => [name, inForm(state[name] ?? null, form)] as const);
  return { ...state, ...Object.fromEntries(kept) };
}

function inForm(value: Value, form: (text: string) => string): Value {
  if (Array.isArray(value)) return value.map((element) => inForm(element, form));
  return typeof value === 'string' ? form(value) : value;
}

/** In short words, and with what the first commands are added to: all of them, or none. */
function keptRules(rules: string): string {
  const words = rules.split(' ').map((word) => ({ allkeys: '~*', allcommands: '+@all' })[word] ?? word);
  const first = words.findIndex((word) => /^[+-]/.test(word));
  if (first >= 0 && !/^[+-]@all$/.test(words[first] ?? '')) words.splice(first, 0, '-@all');
  return words.join(' ');
}
