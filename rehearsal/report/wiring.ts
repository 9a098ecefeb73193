import type { WiredConnection, Wiring } from '../../constructs/wiring/wiring';
import type { State } from '../terraform/state-file';
import { type ContainerEnvironments, containerEnvironments, type ReportedVariable } from './containers';

/** What a connection to a read replica is used for. */
export const READS = 'database, reads';

/** The connections of the applications, as the apps stack's output tells them, and those to read replicas. */
export function wiringOf(states: readonly State[]): Wiring | undefined {
  const output = states.map(({ outputs }) => outputs.wiring).find((wiring) => wiring !== undefined);
  if (!output) return undefined;
  return withReaders(output.value as Wiring, containerEnvironments(states));
}

/** Adds the replica that an application's containers are told of, after the database that it is one of. */
export function withReaders(wiring: Wiring, environments: ContainerEnvironments): Wiring {
  return Object.fromEntries(
    Object.entries(wiring).map(([application, connections]) => {
      const variables = Object.values(environments[application] ?? {}).flat();
      const reader = readerIn(variables);
      const isTold = connections.some(({ use }) => use === READS);
      if (reader === undefined || isTold) return [application, connections];
      return [
        application,
        connections.flatMap((connection) =>
          connection.use === 'database' ? [connection, { ...connection, use: READS, ...reader }] : [connection],
        ),
      ];
    }),
  );
}

/** Where a replica is, from the URL that LiteLLM gets whole, or from the parts that its chart makes one of. */
function readerIn(variables: readonly ReportedVariable[]): Pick<WiredConnection, 'endpoint'> | undefined {
  const find = (name: string): ReportedVariable | undefined => variables.find((variable) => variable.name === name);
  const url = find('DATABASE_URL_READ_REPLICA');
  if (url) {
    const [, server] = /@([^/?]+)/.exec(url.value) ?? [];
    return { endpoint: server ?? `the URL in ${url.from ?? 'the container'}` };
  }
  const host = find('DATABASE_HOST_READ_REPLICA')?.value;
  if (host === undefined) return undefined;
  return { endpoint: `${host}:${find('DATABASE_PORT_READ_REPLICA')?.value ?? '5432'}` };
}
