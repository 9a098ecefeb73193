import { makeSecret } from '../cloud/markers';
import type { Value } from '../protocol/value';
import type { Instance } from './instance';
import type { Recipes } from './recipe';

/** Recipes of the Helm, random and TLS providers' types. */
export const OTHER_RECIPES: Readonly<Record<string, Recipes>> = {
  helm_release: {
    id: '{name}',
    namespace: 'default',
    status: 'deployed',
    version: '0.0.0',
    timeout: 300,
    wait: true,
    manifest: (instance) => JSON.stringify({ release: instance.text('name'), chart: instance.text('chart') }),
    'metadata.name': '{name}',
    'metadata.namespace': '{namespace}',
    'metadata.chart': '{chart}',
    'metadata.version': '{version}',
    'metadata.app_version': '{version}',
    'metadata.revision': 1,
    'metadata.values': '{}',
    'metadata.notes': '',
    'metadata.first_deployed': 1_735_689_600,
    'metadata.last_deployed': 1_735_689_600,
  },
  helm_template: { id: '{name}', manifest: '', notes: '' },
  random_id: {
    id: '{b64_url}',
    hex: (instance) => bytes(instance, 'byte_length').toString('hex'),
    dec: (instance) => BigInt(`0x${bytes(instance, 'byte_length').toString('hex') || '0'}`).toString(),
    b64_std: (instance) => bytes(instance, 'byte_length').toString('base64'),
    b64_url: (instance) => bytes(instance, 'byte_length').toString('base64url'),
  },
  random_integer: { id: (instance) => String(integer(instance)), result: (instance) => integer(instance) },
  random_password: { id: 'none', ...charactersOn() },
  random_pet: { id: 'made-up-{:hex8}' },
  random_shuffle: { id: '-', result: (instance) => shuffled(instance) },
  random_string: {
    id: '{result}',
    result: (instance) => makeSecret({ length: Number(instance.at('length')), lower: instance.at('lower') !== false }),
    ...charactersOn(),
  },
  random_uuid: { id: '{result}', result: '{:uuid}' },
  tls_private_key: { id: '{:hex16}', rsa_bits: 2048, ecdsa_curve: 'P224', public_key_openssh: 'ssh-rsa {:HEX32}\n' },
};

/** The random provider's defaults for which characters to use. */
function charactersOn(): Recipes {
  const counts = { min_lower: 0, min_upper: 0, min_numeric: 0, min_special: 0 };
  return { lower: true, upper: true, numeric: true, number: true, special: true, ...counts };
}

function bytes(instance: Instance, length: string): Buffer {
  return Buffer.from(instance.hex(2 * Math.min(32, Number(instance.at(length)))), 'hex');
}

function integer(instance: Instance): number {
  const [min, max] = [Number(instance.at('min')), Number(instance.at('max'))];
  return min + (parseInt(instance.hex(8), 16) % (max - min + 1));
}

function shuffled(instance: Instance): Value {
  const input = instance.at('input');
  const elements = Array.isArray(input) ? input.filter((element) => typeof element === 'string') : [];
  elements.sort((one, other) => instance.hex(8, one).localeCompare(instance.hex(8, other)));
  return elements.slice(0, Number(instance.at('result_count') ?? elements.length));
}
