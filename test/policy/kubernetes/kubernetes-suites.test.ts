import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkov } from '../../../policy/checkov/checkov';
import { checkObjects, checkSchemas } from '../../../policy/kubernetes/kubernetes-suites';
import { checkPods } from '../../../policy/kubernetes/object-rules';
import type { OwnObject } from '../../../policy/kubernetes/own-objects';
import { freshFolder } from '../../support/fresh-folder';

function own(kind: string, spec: object = {}): OwnObject {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'app' }, spec };
  return { environment: 'dev', stack: 'dev-apps', object };
}

const pod = {
  enableServiceLinks: false,
  volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Mi' } }],
  topologySpreadConstraints: [{}],
};
const deployment = (changes: object): OwnObject =>
  own('Deployment', { replicas: 2, template: { spec: { ...pod, ...changes } } });

describe('the suites of Kubernetes objects', () => {
  const folder = freshFolder();

  /** A program in place of Python's that answers the same whatever it is asked, and keeps what it is told. */
  function python(answer: unknown): string {
    const program = join(folder(), 'python');
    writeFileSync(program, `#!/bin/sh\ncat > ${folder()}/input\ncat <<'END'\n${JSON.stringify(answer)}\nEND\n`);
    chmodSync(program, 0o755);
    return program;
  }

  test('tell what the schemas of the API say of an object', () => {
    const program = python([null, { problem: 'spec.replica: unknown' }, { unknown: 'Gateway' }]);
    const objects = [own('Service'), own('Deployment'), own('Gateway')];
    expect(checkSchemas(program, objects, () => '1.33').outcomes).toEqual([
      expect.objectContaining({ subject: 'dev-apps/Service.app', problem: undefined }),
      expect.objectContaining({ subject: 'dev-apps/Deployment.app', problem: 'spec.replica: unknown' }),
    ]);
  });

  test('refuse to pass when nothing has a schema', () => {
    expect(() => checkSchemas(python([{ unknown: 'Gateway' }]), [own('Gateway')], () => undefined)).toThrow(
      'nothing was checked',
    );
  });

  test('tell what Checkov says by the names of the objects, not of the files', () => {
    const entry = { check_id: 'CKV_K8S_8', check_name: 'Liveness', file_path: '/dev-apps/1.json', resource: 'x' };
    const answer = {
      results: { passed_checks: [{ ...entry, file_path: '/dev-apps/0.json' }], failed_checks: [entry] },
      summary: { parsing_errors: 0, skipped: 0 },
    };
    const checkov = new Checkov(python(answer), folder(), process.env);
    const { outcomes } = checkObjects(checkov, [own('Service'), own('Deployment')], folder());
    expect(outcomes.map(({ subject, problem }) => [subject, problem])).toEqual([
      ['dev-apps/Service.app', undefined],
      ['dev-apps/Deployment.app', 'Liveness'],
    ]);
  });
});

describe('checkPods', () => {
  const problems = (object: OwnObject): string[] =>
    checkPods([object]).outcomes.flatMap(({ check, problem }) => (problem === undefined ? [] : [check]));

  test('passes a pod as it should be', () => {
    expect(checkPods([deployment({})]).outcomes.map(({ check }) => check)).toEqual([
      'HUB-K8S.2',
      'HUB-K8S.3',
      'no-anti-affinity',
    ]);
    expect(problems(deployment({}))).toEqual([]);
  });

  test.each([
    ['HUB-K8S.2', { enableServiceLinks: undefined }],
    ['HUB-K8S.3', { volumes: [{ name: 'tmp', emptyDir: {} }] }],
    ['no-anti-affinity', { topologySpreadConstraints: undefined }],
  ])('fails %s for one that is not', (check, changes) => {
    expect(problems(deployment(changes))).toEqual([check]);
  });

  test('looks into Jobs, whose one pod has nothing to be apart from', () => {
    expect(problems(own('Job', { template: { spec: { ...pod, topologySpreadConstraints: undefined } } }))).toEqual([]);
    expect(problems(own('CronJob', { jobTemplate: { spec: { template: { spec: {} } } } }))).toEqual(['HUB-K8S.2']);
  });

  test('has nothing to say of what makes no pod', () => {
    expect(checkPods([own('Service'), own('NodePool', { template: { spec: {} } })]).outcomes).toEqual([]);
  });
});
