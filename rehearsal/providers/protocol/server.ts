import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPackageDefinition, Server, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { StandIn } from '../behaviour/stand-in';
import type { ProviderSchema } from '../schema/terraform-schema';
import { providerService } from './service';

type ServiceDefinition = ServiceClientConstructor['service'];

/** Read once, however many servers a process has: both take longer than all else that starts a server. */
let services: { provider: ServiceDefinition; controller: ServiceDefinition } | undefined;
const schemas = new Map<string, ProviderSchema>();

/**
 * The server of one stand-in, as Terraform talks to a provider.
 * @param directory the folder that Terraform runs in
 * @param onShutdown is called when Terraform needs it no longer
 */
export function standInServer(provider: string, directory: string, onShutdown: () => void): Server {
  const files = {
    ledger: process.env['REHEARSAL_LEDGER'],
    markers: process.env['REHEARSAL_MARKERS'],
    faults: process.env['REHEARSAL_FAIL'],
  };
  services ??= {
    provider: service('plugin.proto', 'tfplugin6', 'Provider'),
    controller: service('controller.proto', 'plugin', 'GRPCController'),
  };
  const server = new Server();
  server.addService(services.provider, providerService(new StandIn(provider, schemaOf(provider), files, directory)));
  server.addService(services.controller, {
    Shutdown: (_: unknown, answer: (problem: null, response: object) => void) => {
      answer(null, {});
      // Once the answer that says so has left.
      setImmediate(onShutdown);
    },
  });
  return server;
}

/** The schema lies beside the program, as the installer wrote it. */
function schemaOf(provider: string): ProviderSchema {
  const known = schemas.get(provider);
  if (known) return known;
  const read = JSON.parse(readFileSync(join(__dirname, `schema-${provider}.json`), 'utf8')) as ProviderSchema;
  schemas.set(provider, read);
  return read;
}

function service(file: string, packageName: string, serviceName: string): ServiceDefinition {
  const definition = loadSync(join(__dirname, file), { keepCase: true, longs: Number, defaults: true });
  const loaded = loadPackageDefinition(definition)[packageName] as Record<string, ServiceClientConstructor>;
  const constructor = loaded[serviceName];
  if (constructor === undefined) throw new Error(`${file} declares no service ${serviceName}`);
  return constructor.service;
}
