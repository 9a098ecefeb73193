/** An action: a variable or a text, and the functions that it goes through. */
const ACTION = /\{\{\s*(?:\.(?<variable>\w+)|"(?<text>[^"]*)")(?<pipeline>(?:\s*\|[^|}]+)*)\s*\}\}/g;

/**
 * Evaluates a template as External Secrets does (Go's `text/template` with sprig), as far as our templates go:
 * variables, texts, `urlquery` and `replace`. What it does not know it refuses.
 */
export function evaluateTemplate(template: string, values: Readonly<Record<string, string>>): string {
  const rest = template.replace(ACTION, '');
  if (rest.includes('{{')) throw new Error(`not understood: ${rest}`);
  return template.replace(ACTION, (...args: unknown[]) => {
    const { variable, text, pipeline } = args.at(-1) as Record<'variable' | 'text' | 'pipeline', string | undefined>;
    const value = variable === undefined ? text : values[variable];
    if (value === undefined) throw new Error(`nothing has the name ${variable ?? ''}`);
    const calls = (pipeline ?? '').split('|').slice(1);
    return calls.reduce((input, call) => apply(call.trim(), input), value);
  });
}

function apply(call: string, input: string): string {
  if (call === 'urlquery') return queryEscape(input);
  const replace = /^replace "([^"]*)" "([^"]*)"$/.exec(call);
  if (replace) return input.replaceAll(replace[1] ?? '', replace[2] ?? '');
  throw new Error(`not understood: ${call}`);
}

/** Go's `url.QueryEscape`: everything but letters, digits, `-`, `_`, `.` and `~`; a space becomes a plus sign. */
function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
