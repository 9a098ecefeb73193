import { makeSecret, recordMarker, type SecretForm } from '../cloud/markers';
import type { Instance } from './instance';
import type { SecretMaker } from './fill';

/** The special characters of the random provider. */
const SPECIAL = '!@#$%&*()-_=+[]{}<>:?';

/** Makes secrets of the form that the instance's arguments demand, and tells the leak scan, by this file, of each. */
export function secretMaker(markerFile: string | undefined): SecretMaker {
  return (instance, attribute) => {
    const secret = recordMarker(markerFile, makeSecret(secretForm(instance, attribute)), instance.type, attribute);
    return attribute.startsWith('private_key')
      ? `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`
      : secret;
  };
}

function secretForm(instance: Instance, attribute: string): SecretForm | undefined {
  const on = (path: string) => instance.at(path) !== false;
  const count = (path: string) => Number(instance.at(path) ?? 0);
  if (instance.type === 'random_password' && attribute === 'result') {
    const characters = instance.text('override_special') || SPECIAL;
    return {
      length: count('length'),
      lower: on('lower'),
      upper: on('upper'),
      digits: on('numeric'),
      ...(on('special') ? { special: { characters, count: count('min_special') } } : {}),
      minimum: { lower: count('min_lower'), upper: count('min_upper'), digits: count('min_numeric') },
    };
  }
  if (attribute === 'random_password') {
    return {
      length: count('password_length') || 32,
      lower: instance.at('exclude_lowercase') !== true,
      upper: instance.at('exclude_uppercase') !== true,
      digits: instance.at('exclude_numbers') !== true,
    };
  }
  return undefined;
}
