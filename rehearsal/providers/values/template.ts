import type { Instance } from './instance';

/** `eu-west-1` as ElastiCache writes it in host names: `euw1`. */
function shortRegion(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  return `${area}${direction.replace(/(north|south|east|west)/g, (word) => word.charAt(0))}${number}`;
}

/** `0a1b2c3d-…` from 32 hexadecimal characters. */
function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

const WORDS: Record<string, (instance: Instance, salt: string) => string> = {
  account: ({ settings }) => settings.account,
  partition: ({ settings }) => settings.partition,
  region: ({ region }) => region,
  shortRegion: ({ region }) => shortRegion(region),
  name: (instance) => instance.name || instance.hex(12),
  hex6: (instance, salt) => instance.hex(6, salt),
  hex8: (instance, salt) => instance.hex(8, salt),
  hex10: (instance, salt) => instance.hex(10, salt),
  hex16: (instance, salt) => instance.hex(16, salt),
  /** What follows the dash in `vpc-0a1b…`. */
  ec2: (instance, salt) => `0${instance.hex(16, salt)}`,
  /** An EKS cluster's endpoint and its OIDC issuer have the same 32 characters. */
  HEX32: (instance) => instance.hex(32).toUpperCase(),
  UPPER20: (instance, salt) => instance.hex(20, salt).toUpperCase(),
  place12: (instance) => instance.placeHex(12),
  place6: (instance) => instance.placeHex(6),
  uuid: (instance, salt) => uuid(instance.hex(32, salt)),
  octet: (instance, salt) => String((parseInt(instance.hex(2, salt), 16) % 250) + 4),
  octet2: (instance, salt) => String(parseInt(instance.hex(4, salt).slice(2), 16) % 250),
};

/**
 * Fills a template: `{:word}` is one of the words above, `{attribute.path}` a value of the instance itself.
 * `salt` makes the same word different in different places of one instance.
 */
export function fillTemplate(template: string, instance: Instance, salt = ''): string {
  return template.replace(/\{(:?)([\w.]+)\}/g, (_, colon: string, word: string) => {
    if (colon === '') return instance.text(word);
    const make = WORDS[word];
    if (make === undefined) throw new Error(`The template "${template}" has an unknown word: ${word}`);
    return make(instance, salt);
  });
}
