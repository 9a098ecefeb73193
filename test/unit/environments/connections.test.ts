import { litellmConnections } from '../../../constructs/litellm/database-connections';
import { openWebUiConnections } from '../../../constructs/open-webui/database-connections';
import { environment, told } from './support';

describe('connections to the database', () => {
  test('of LiteLLM are those of all its pods, with those that a rollout adds', () => {
    expect(litellmConnections(environment('prod').litellm)).toEqual({ pods: 10 + 3 + 2 + 1, perPod: 10 });
    expect(litellmConnections(environment('local').litellm)).toEqual({ pods: 1 + 1, perPod: 10 });
  });

  test('of Open WebUI are those of three pools in each pod', () => {
    expect(openWebUiConnections(environment('prod').openwebui)).toEqual({ pods: 3, perPod: 2 * 35 + 10 });
  });

  test('that Aurora cannot take are refused, with the numbers and the ways out', () => {
    expect(told('prod', { 'postgres.capacity': { kind: 'serverless', maxAcu: 2 } })).toEqual([
      '  postgres would be asked for 400 connections; it takes 380 (litellm 16 pods × 10, openwebui 3 pods × 80)',
      '    raise postgres.capacity.maxAcu, or lower litellm.replicas.max and litellm.databaseConnections, ' +
        'openwebui.replicas and openwebui.databasePool',
    ]);
    expect(told('prod', { 'postgres.capacity': { kind: 'serverless', maxAcu: 3 } })).toEqual([]);
  });

  test('to a larger instance than is known are not counted', () => {
    const capacity = { kind: 'provisioned', instanceClass: 'db.t4g.large' };
    expect(told('prod', { 'postgres.capacity': capacity, 'litellm.databaseConnections': 200 })).toEqual([]);
  });

  test('of an application whose database is elsewhere are not counted', () => {
    const elsewhere = { openwebui: { url: 'postgresql://web:${P}@db.example.com/web' } };
    expect(
      told('prod', { 'postgres.capacity': { kind: 'serverless', maxAcu: 2 }, 'postgres.elsewhere': elsewhere }),
    ).toEqual([]);
  });

  test('that the pooler in the cluster cannot take are refused', () => {
    expect(
      told('local', { 'openwebui.databasePool': { size: 200, overflow: 200 }, 'litellm.databaseConnections': 100 }),
    ).toEqual([
      '  the pooler of postgres would be asked for 1010 connections; it takes 1000 (litellm 2 pods × 100, openwebui 1 pods × 810)',
      expect.stringContaining('raise postgres.poolerInstances, or lower '),
    ]);
  });

  test('of the classic chart go around the pooler, and are refused earlier', () => {
    const many = { 'litellm.replicas': { min: 1, max: 9 } };
    expect(told('local', many)).toEqual([]);
    expect(told('local', { ...many, 'litellm.shape': 'classic' })).toEqual([
      '  the primary of postgres would be asked for 120 connections; it takes 105 (litellm 12 pods × 10)',
      '    choose another litellm.shape, which goes through the pooler, or lower litellm.replicas.max and litellm.databaseConnections',
    ]);
  });

  test('that replicas in the cluster cannot take are refused', () => {
    const many = { 'postgres.instances': 2, 'litellm.replicas': { min: 1, max: 20 } };
    expect(told('local', many)[0]).toBe(
      '  the replicas of postgres would be asked for 250 connections; it takes 180 (litellm 25 pods × 10)',
    );
    expect(told('local', { ...many, 'litellm.useReader': false })).toEqual([]);
  });
});
