import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { rehearseEnvironment } from './support/rehearse-environment';

const FLEET = join(__dirname, '..', '..', 'docs', 'recipes', 'fleet');

describe.each(['eu-prod', 'us-staging'])('the member %s of the fleet', (name) => {
  let report: RehearsalReport;
  beforeAll(async () => {
    report = await rehearseEnvironment(name, join(FLEET, `${name}.ts`));
  }, 600_000);

  test('deploys in three accounts, plans again without a change, leaks nothing and leaves nothing', () => {
    expect(report.problems).toEqual([]);
    expect(report.passed).toBe(true);
    expect(report.stacks).toHaveLength(6);
  });
});
