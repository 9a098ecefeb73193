import { GoTemplates } from '../../../policy/kubernetes/go-template';

function render(source: string, values: Readonly<Record<string, unknown>> = {}, defined = ''): string {
  const templates = new GoTemplates({ Values: values, Release: { Name: 'release' } });
  templates.define(defined);
  return templates.render(source);
}

describe('GoTemplates', () => {
  test.each([
    ['a field', 'a{{ .Values.b }}c', { b: 1 }, 'a1c'],
    ['a field that is not there', '[{{ .Values.none.at.all }}]', {}, '[]'],
    ['white space that a dash takes away', 'a  {{- .Values.b -}}  c', { b: 1 }, 'a1c'],
    ['a comment', 'a{{/* nothing */}}b', {}, 'ab'],
    ['functions in a row', '{{ .Values.a | trunc 2 | quote }}', { a: 'long' }, '"lo"'],
    ['a call in parentheses', '{{ printf "%s-%d" (.Values.a | trunc 1) 7 }}', { a: 'long' }, 'l-7'],
    ['a condition', '{{ if gt (int .Values.n) 1 }}many{{ else }}one{{ end }}', { n: 1 }, 'one'],
    ['a second condition', '{{ if .Values.a }}a{{ else if .Values.b }}b{{ else }}c{{ end }}', { b: true }, 'b'],
    ['an empty list, which is not true', '{{ if .Values.a }}a{{ end }}', { a: [] }, ''],
    [
      'with, which moves the dot',
      '{{ with .Values.a }}{{ .b }}{{ $.Release.Name }}{{ end }}',
      { a: { b: 1 } },
      '1release',
    ],
    ['a list, with its index', '{{ range $i, $e := .Values.a }}{{ $i }}{{ $e }}{{ end }}', { a: ['x', 'y'] }, '0x1y'],
    [
      'a map, in the order of its keys',
      '{{ range $k, $v := .Values.a }}{{ $k }}{{ $v }}{{ end }}',
      { a: { b: 2, a: 1 } },
      'a1b2',
    ],
    ['a variable', '{{ $x := add 1 2 }}{{ $x }}', {}, '3'],
    ['an object as YAML', 'a:{{ toYaml .Values.a | nindent 2 }}', { a: { b: ['c'] } }, 'a:\n  b:\n  - c'],
  ])('writes %s', (_, source, values, expected) => {
    expect(render(source, values)).toBe(expected);
  });

  test('writes what another file defines', () => {
    const defined = '{{- define "name" -}}{{ .Release.Name }}-x{{- end }}';
    expect(render('{{ include "name" . }}', {}, defined)).toBe('release-x');
  });

  test.each([
    ['a function', '{{ lookup "v1" "Secret" }}', 'the function lookup'],
    ['a variable', '{{ $none }}', '$none'],
    ['an end', 'a{{ end }}', 'closes nothing'],
    ['a block without an end', '{{ if .Values.a }}a', 'a block without else or end'],
  ])('refuses %s that it does not know', (_, source, message) => {
    expect(() => render(source)).toThrow(message);
  });
});
