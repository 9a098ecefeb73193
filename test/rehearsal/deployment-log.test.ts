import { DeploymentLog, type DeploymentEvent } from '../../rehearsal/cdktf/deployment-log';

/** What a log says of the stacks `dev-data` and `dev-apps`. */
function eventsOf(text: string): DeploymentEvent[] {
  const events: DeploymentEvent[] = [];
  const log = new DeploymentLog(['dev-data', 'dev-apps'], (event) => events.push(event));
  text.split('\n').forEach((line) => {
    log.read(line);
  });
  log.end();
  return events;
}

describe('DeploymentLog', () => {
  test('follows a stack from its plan to its end', () => {
    expect(
      eventsOf(
        [
          'dev-data  Plan: 2 to add, 1 to change, 0 to destroy.',
          '          aws_vpc.one (one): Creating...',
          'dev-data  aws_vpc.one (one): Creation complete after 0s [id=1]',
          '          aws_vpc.two (two): Modifications complete after 1s [id=2]',
          '',
          '          Apply complete! Resources: 1 added, 1 changed, 0 destroyed.',
        ].join('\n'),
      ),
    ).toEqual([
      { stack: 'dev-data', kind: 'planned', changes: 3 },
      { stack: 'dev-data', kind: 'progress' },
      { stack: 'dev-data', kind: 'progress' },
      { stack: 'dev-data', kind: 'finished' },
    ]);
  });

  test('tells two stacks apart that run at once', () => {
    const events = eventsOf(
      ['dev-data  Apply complete! Resources', 'dev-apps  Plan: 1 to add, 0 to change, 0 to destroy.'].join('\n'),
    );
    expect(events.map(({ stack, kind }) => [stack, kind])).toEqual([
      ['dev-data', 'finished'],
      ['dev-apps', 'planned'],
    ]);
  });

  test("gives an error in Terraform's own words, on all of its lines, with their indentation", () => {
    expect(
      eventsOf(
        [
          'dev-apps  Error: Chart not found',
          '',
          '            with helm_release.one (one),',
          '             126:   "chart": "x",',
          '',
          '          No chart at the path "x"',
          '',
          '',
          '0 Stacks deploying     2 Stacks done     0 Stacks waiting',
          'Invoking Terraform CLI failed with exit code 1',
        ].join('\n'),
      ),
    ).toEqual([
      {
        stack: 'dev-apps',
        kind: 'failed',
        message:
          'Error: Chart not found\n\n  with helm_release.one (one),\n   126:   "chart": "x",\n\nNo chart at the path "x"',
      },
    ]);
  });

  test('tells two errors as two', () => {
    const events = eventsOf(['dev-apps  Error: one', '', '          Error: two'].join('\n'));
    expect(events.map((event) => 'message' in event && event.message)).toEqual(['Error: one', 'Error: two']);
  });

  test('takes a warning for no failure', () => {
    expect(eventsOf('dev-apps  Warning: deprecated\n\n            do not')).toEqual([]);
  });

  test('takes the summary at the end for no part of a stack', () => {
    expect(eventsOf('  dev-data\n  url = "Plan: 1 to add, 0 to change, 0 to destroy"')).toEqual([]);
  });
});
