import { told } from './support';

describe('the message for a setting of the wrong shape', () => {
  test('says the path, the number found, and the limit', () => {
    expect(told('prod', { 'redis.litellm.replicas': 7 })).toEqual([
      '  redis.litellm.replicas is 7; it takes at most 5',
    ]);
  });

  test('says the smallest and the largest alike', () => {
    expect(told('prod', { 'network.availabilityZones': 0 })).toEqual([
      '  network.availabilityZones is 0; it takes at least 1',
    ]);
  });

  test('says the step of a number', () => {
    expect(told('staging', { 'postgres.capacity.minAcu': 0.3 })).toEqual([
      '  postgres.capacity.minAcu is 0.3; it takes a multiple of 0.5',
    ]);
  });

  test('says the type that it takes', () => {
    expect(told('prod', { protection: 'yes' })).toEqual(['  protection is "yes"; it takes true or false']);
    expect(told('prod', { 'postgres.readers': [1] })).toEqual(['  postgres.readers is a list; it takes a number']);
    expect(told('prod', { 'postgres.readers': 1.5 })).toEqual(['  postgres.readers is 1.5; it takes a whole number']);
  });

  test('says what is missing', () => {
    expect(told('prod', { storage: undefined })).toEqual([
      '  storage is missing; it takes a block with kind: managed, existing or volume',
    ]);
  });

  test('lists the values of a choice, and the one that was probably meant', () => {
    expect(told('prod', { 'redis.litellm.engine': 'valky' })).toEqual([
      '  redis.litellm.engine is "valky"; it takes valkey or redis',
      '    did you mean valkey?',
    ]);
  });

  test('lists the variants of a union, and the one that was probably meant', () => {
    expect(told('prod', { postgres: { kind: 'manged' } })).toEqual([
      '  postgres.kind is "manged"; it takes managed, in-cluster or external',
      '    did you mean managed?',
    ]);
  });

  test('lists the numbers of a choice', () => {
    const [line] = told('prod', { 'network.flowLogRetentionDays': 8 });
    expect(line).toMatch(/^ {2}network\.flowLogRetentionDays is 8; it takes 1, 3, 5, .* or 3653$/);
  });

  test('names the nearest setting for one that does not exist', () => {
    expect(told('prod', { 'redis.litellm.nodetype': 'cache.t4g.micro' })).toEqual([
      '  redis.litellm.nodetype is no setting; did you mean nodeType?',
    ]);
  });

  test('lists the known settings where none is near', () => {
    expect(told('prod', { 'storage.colour': 'blue' })).toEqual([
      '  storage.colour is no setting',
      '    known here: kind, logRetentionDays',
    ]);
  });

  test('knows the settings of the variant that was chosen, within a list too', () => {
    expect(told('prod', { 'litellm.models[3].apikey': '${KEY}' })).toEqual([
      '  litellm.models[3].apikey is no setting; did you mean apiKey?',
    ]);
  });

  test("uses the setting's own words for its form", () => {
    expect(told('prod', { 'account.id': '1234' })).toEqual([
      '  account.id is "1234"; it takes an account id, twelve digits in quotes',
    ]);
  });

  test('says what the name of an entry takes', () => {
    const [line] = told('dev', { 'cluster.compute.groups.GPU': {} });
    expect(line).toMatch(/^ {2}cluster\.compute\.groups\.GPU is a block of settings; its name takes a text like /);
  });

  test('says what settings contradict each other within a block', () => {
    expect(told('prod', { 'litellm.replicas': { min: 5, max: 2 } })).toEqual([
      '  litellm.replicas: min is more than max',
    ]);
  });

  test('tells every problem at once', () => {
    expect(
      told('prod', { 'redis.litellm.replicas': 7, acount: { id: '333333333333' }, 'postgres.readers': 'two' }),
    ).toEqual([
      '  postgres.readers is "two"; it takes a number',
      '  redis.litellm.replicas is 7; it takes at most 5',
      '  acount is no setting; did you mean account?',
    ]);
  });
});

describe('the message for a secret', () => {
  const instead =
    '    write "${NAME}" and set NAME where you deploy, or name an existing one: { secretsManager, property } or { kubernetesSecret, key }';

  test('refuses a plain text without repeating it', () => {
    expect(told('staging', { 'litellm.models[1].apiKey': 'sk-plain-text' })).toEqual([
      '  litellm.models[1].apiKey holds a secret in plain text, which would stay in version control',
      instead,
    ]);
  });

  test('refuses a number in its place in the same way', () => {
    expect(told('staging', { 'litellm.models[1].apiKey': 123456 })).toEqual([
      '  litellm.models[1].apiKey holds a secret in plain text, which would stay in version control',
      instead,
    ]);
  });

  test('says how to give one that is missing', () => {
    expect(told('staging', { 'litellm.models[1].apiKey': undefined })).toEqual([
      '  litellm.models[1].apiKey is missing; it takes "${NAME}", { secretsManager, property } or { kubernetesSecret, key }',
    ]);
  });

  test('says how to point at one that exists', () => {
    expect(told('staging', { 'litellm.models[1].apiKey': { secretsManager: 'openai' } })).toEqual([
      '  litellm.models[1].apiKey does not say where the secret is; it takes "${NAME}", { secretsManager, property } or { kubernetesSecret, key }',
    ]);
  });

  test('says how a variable is written', () => {
    expect(told('staging', { 'litellm.models[1].apiKey': '${openai_key}' })).toEqual([
      '  litellm.models[1].apiKey is ${openai_key}; the name of a variable takes upper case letters, digits and underscores',
    ]);
  });
});
