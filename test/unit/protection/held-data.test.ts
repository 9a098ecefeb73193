import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { Aspects, Testing } from 'cdktf';
import { holdsData, KeepHeldData } from '../../../constructs/protection/held-data';
import { environmentStacks } from '../../../stacks';
import { environment } from '../environments/support';
import { type Block, emptyStack, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

describe('KeepHeldData', () => {
  const stack = emptyStack();
  const held = new NamespaceV1(stack, 'held', { metadata: {}, lifecycle: { ignoreChanges: ['metadata'] } });
  new NamespaceV1(stack, 'other', { metadata: {} });
  holdsData(held);
  Aspects.of(stack).add(new KeepHeldData());
  const json = synthesized(stack);

  test('has Terraform refuse to destroy what holds data, and leaves the rest of its lifecycle', () => {
    expect(resource(json, 'kubernetes_namespace_v1', 'held').lifecycle).toEqual({
      ignore_changes: ['metadata'],
      prevent_destroy: true,
    });
  });

  test('is told which those are by what is synthesized', () => {
    // Tests see it without its comments, Terraform's folder has them.
    const comments = Object.values((stack.toTerraform() as TerraformJson).resource?.kubernetes_namespace_v1 ?? {});
    expect(comments.map((block) => (block['//'] as Block).holdsData)).toEqual([true, undefined]);
  });

  test('leaves everything else alone', () => {
    expect(resource(json, 'kubernetes_namespace_v1', 'other')).not.toHaveProperty('lifecycle');
  });
});

test('a protected environment keeps its data also where all of it is in the cluster', () => {
  const kept = environmentStacks(Testing.app(), environment('local', { protection: true })).flatMap((stack) =>
    Object.values(synthesized(stack).resource ?? {})
      .flatMap((resources) => Object.values(resources))
      .filter(({ lifecycle }) => lifecycle !== undefined)
      .map(({ name, metadata }) => name ?? (metadata as { name: string }).name),
  );
  // LiteLLM's cached answers are not among them.
  expect(kept.sort()).toEqual(['inferencehub', 'infra-postgresql', 'infra-valkey', 'open-webui']);
});
