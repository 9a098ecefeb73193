import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretTemplate, type SecretRef, urlEncoded } from '../../../constructs/secrets';
import { describeWith } from '../../integration/support/program';
import { AWKWARD_PASSWORDS } from '../../support/awkward-passwords';
import { evaluateTemplate } from '../../support/go-template';

const SECRET: SecretRef = { store: { kind: 'SecretStore', name: 'in-cluster' }, entry: 'entry', property: 'password' };

/** Reads templates with their values and writes what Go makes of them; `replace` is sprig's, in its own words. */
const PROGRAM = `package main

import (
	"encoding/json"
	"os"
	"strings"
	"text/template"
)

func main() {
	var inputs []struct {
		Text   string
		Values map[string]string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&inputs); err != nil {
		panic(err)
	}
	functions := template.FuncMap{"replace": func(old, new, text string) string { return strings.ReplaceAll(text, old, new) }}
	outputs := []string{}
	for _, input := range inputs {
		var output strings.Builder
		parsed := template.Must(template.New("").Option("missingkey=error").Funcs(functions).Parse(input.Text))
		if err := parsed.Execute(&output, input.Values); err != nil {
			panic(err)
		}
		outputs = append(outputs, output.String())
	}
	if err := json.NewEncoder(os.Stdout).Encode(outputs); err != nil {
		panic(err)
	}
}
`;

describeWith(['go'], "that our evaluation of templates is Go's")('evaluateTemplate', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'template-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test("makes of every template what Go's own engine makes of it", () => {
    const templates = [
      secretTemplate`${SECRET}`,
      secretTemplate`postgresql://user:${urlEncoded(SECRET)}@host:5432/db?sslmode=verify-full`,
      secretTemplate`${'{{ .secret1 | nonsense }}'} ${SECRET} ${'{{'}${'}}'}`,
    ];
    const everyByte = Array.from({ length: 127 }, (_, code) => String.fromCharCode(code)).join('');
    const inputs = templates.flatMap(({ text }) =>
      [...AWKWARD_PASSWORDS, everyByte].map((secret1) => ({ text, values: { secret1 } })),
    );
    const file = join(directory, 'main.go');
    writeFileSync(file, PROGRAM);
    const output = execFileSync('go', ['run', file], {
      cwd: directory,
      input: JSON.stringify(inputs),
      encoding: 'utf8',
      env: { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off', GOTOOLCHAIN: 'local' },
    });
    expect(JSON.parse(output)).toEqual(inputs.map(({ text, values }) => evaluateTemplate(text, values)));
  });
});
