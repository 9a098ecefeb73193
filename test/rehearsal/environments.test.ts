import { loadEnvironments } from '../../environments';
import { htmlReport, type RehearsalReport } from '../../rehearsal';
import { rehearseEnvironment } from './support/rehearse-environment';

/** A rehearsal takes no longer than this, in seconds, on two cores that have nothing else to do. */
const LONGEST = 60;

/** Where CI has the plans left, for the policy gate. */
const PLANS = process.env.REHEARSAL_PLANS;

const ON_AWS = ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'];
const IN_CLUSTER = ['platform', 'cluster-data', 'apps'];

describe.each(loadEnvironments().map((environment) => [environment.name, environment] as const))(
  'the shipped environment %s',
  (name, environment) => {
    let report: RehearsalReport;

    beforeAll(async () => {
      report = await rehearseEnvironment(environment.name, environment.name, PLANS);
      // CI runs two files at once, so the promise is twice as long here.
    }, LONGEST * 4000);

    test('deploys, plans again without a change, leaks nothing and leaves nothing', () => {
      expect(report.problems).toEqual([]);
      expect(report.passed).toBe(true);
    });

    test('has its stacks, each after those that it needs', () => {
      const layers = environment.account ? ON_AWS : IN_CLUSTER;
      expect(report.stacks.map((stack) => stack.name)).toEqual(layers.map((layer) => `${name}-${layer}`));
    });

    if (environment.cluster.kind === 'managed') {
      test('has what AWS keeps made while the cluster is', () => {
        const managed = report.stacks.find((stack) => stack.name === `${name}-managed-data`);
        expect(managed?.beside).toContain(`${name}-cluster`);
      });
    }

    test('tells every connection of both applications, with where each password comes from', () => {
      const uses = (application: string) => report.wiring?.[application]?.map(({ use }) => use);
      expect(uses('litellm')).toEqual(expect.arrayContaining(['database', 'cache', 'coordination']));
      expect(uses('openwebui')).toEqual(expect.arrayContaining(['database', 'sessions', 'models']));
      const passwords = Object.values(report.wiring ?? {}).flatMap((connections) =>
        connections.map(({ passwordFrom }) => passwordFrom),
      );
      expect(passwords).not.toContain('');
    });

    test('tells the environment variables of the containers, with masked connection strings', () => {
      const openwebui = report.containers['openwebui']?.['open-webui'] ?? [];
      const url = openwebui.find((variable) => variable.name === 'DATABASE_URL');
      // Either a whole URL that is a secret, or one that is composed around a secret password.
      expect(url?.value).toMatch(/^(postgresql:\/\/openwebui:\*\*\*@.+|\*\*\*)$/);
      expect(url?.from).toContain('Secret open-webui-environment#database-url ← ');
    });

    test('becomes a page with a diagram', () => {
      const page = htmlReport(report);
      expect(page).toContain('<svg');
      expect(page).toContain('Open WebUI');
      expect(page).not.toMatch(/undefined|\[object|NaN/);
    });
  },
);
