import { told } from '../environments/support';

const extraDomains = { kind: 'dns-firewall', extraDomains: ['elsewhere.example.com'] };

describe('what the DNS firewall cannot know', () => {
  test('refuses a connection string that hides its host, and says what to do', () => {
    expect(told('prod', { 'postgres.elsewhere': { litellm: { url: '${DATABASE_URL}' } } })).toEqual([
      '  postgres.elsewhere.litellm.url is ${DATABASE_URL}, whose host the DNS firewall of network.egress cannot know',
      '    write the connection string in parts, or name its host in network.egress.extraDomains',
    ]);
    expect(told('staging', { 'redis.litellm': { kind: 'external', url: '${REDIS_URL}' } })[0]).toBe(
      '  redis.litellm.url is ${REDIS_URL}, whose host the DNS firewall of network.egress cannot know',
    );
  });

  test('refuses search engines whose hosts are not known', () => {
    expect(told('prod', { search: { kind: 'in-cluster', engines: ['wikipedia', 'altavista'] } })[0]).toBe(
      '  search.engines names altavista, whose hosts the DNS firewall of network.egress does not know',
    );
    expect(told('prod', { search: { kind: 'in-cluster', engines: [] } })[0]).toBe(
      "  search.engines is empty, and the DNS firewall of network.egress does not know all engines' hosts",
    );
  });

  test('refuses a provider that only LiteLLM knows', () => {
    expect(told('prod', { 'litellm.models[4]': { name: 'n', provider: 'other', model: 'nlp_cloud/dolphin' } })).toEqual(
      [
        '  litellm.models[4] is at a provider whose hosts the DNS firewall of network.egress does not know',
        '    write its address as litellm.models[4].apiBase, or name its hosts in network.egress.extraDomains',
      ],
    );
  });

  test('takes all of it where hosts are named, or every name is open', () => {
    const changes = {
      'postgres.elsewhere': { litellm: { url: '${DATABASE_URL}' } },
      search: { kind: 'in-cluster', engines: ['altavista'] },
    };
    expect(told('prod', { ...changes, 'network.egress': extraDomains })).toEqual([]);
    expect(told('prod', { ...changes, 'network.egress': { kind: 'open' } })).toEqual([]);
  });

  test('asks nothing of an adopted VPC', () => {
    expect(told('external')).toEqual([]);
  });

  test('refuses a firewall with nothing behind it', () => {
    expect(told('prod', { 'network.nat': 'none', 'network.egress': { kind: 'network-firewall' } })).toEqual([
      '  network.nat is none, but network.egress is network-firewall, which leads to NAT gateways; it takes single or per-az',
      '    without a NAT gateway nothing passes the firewall; dns-firewall filters names alone',
    ]);
  });
});
