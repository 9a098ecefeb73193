/** Runs in a copy of the project that has the demonstration, and prints what the general rooms know of it. */
import { Testing } from 'cdktf';
import { usedImages } from '../../../constructs/images';
import type { Wiring } from '../../../constructs/wiring/wiring';
import { referencePages } from '../../../docs/generator/pages';
import { effectiveEnvironment } from '../../support/effective-environment';
import { problemsText } from '../../../constructs/telling/problems';
import { environmentProblems } from '../../../environments/rules';
import { diagram } from '../../../rehearsal/report/diagram';
import { environmentStacks } from '../../../stacks';
import { awsEnvironment, MANAGED } from '../../support/applications';
import { type Manifest, releaseValues } from '../../support/helm-release';
import { resource, resources, synthesized } from '../../support/terraform-json';

/** Settings of an application that this project does not know. */
function environmentWith(demonstration: object, more: object = {}) {
  return awsEnvironment({ ...MANAGED, ...more, ...({ demonstration } as object) });
}

const environment = environmentWith({ values: { replicas: 3 } });
const stacks = environmentStacks(Testing.app(), environment);
const json = (layer: string) => {
  const stack = stacks.find(({ node }) => node.id === `test-${layer}`);
  if (!stack) throw new Error(`there is no stack ${layer}`);
  return synthesized(stack);
};
const apps = json('apps');
const wiring = apps.output?.wiring?.value as Wiring;
const policies = releaseValues(apps, 'infra-apps-network-policies').resources as readonly Manifest[];
const values = releaseValues(apps, 'demonstration');
const page = (file: string) => referencePages().find((one) => one.file === file)?.content ?? '';

process.stdout.write(
  JSON.stringify({
    policies: policies.filter(({ metadata }) => metadata.name === 'apps-demonstration'),
    images: usedImages(stacks).filter(({ usedBy }) => usedBy.includes('demonstration')),
    domains: resource(json('network'), 'aws_route53_resolver_firewall_domain_list', 'allowed').domains,
    wiring: wiring.demonstration,
    urls: apps.output?.urls?.value,
    picture: diagram(wiring, { cluster: { title: 'EKS', detail: '' } }),
    variables: effectiveEnvironment('demonstration', values, { release: 'demonstration', namespace: 'inferencehub' }),
    reference: page('demonstration.md'),
    overview: page('environment.md'),
    protectedValues: page('protected-values.md'),
    withoutTls: page('without-tls.md'),
    releases: resources(apps, 'helm_release').map(({ name }) => name),
    refused: problemsText('test', environmentProblems(environmentWith({ values: { feed: 'x', replicsa: 1 } }), [])),
    unreachable: problemsText(
      'test',
      environmentProblems(environmentWith({}, { network: { kind: 'managed', egress: { kind: 'none' } } }), []),
    ),
  }),
);
