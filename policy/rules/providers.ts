import { type Block, blocksOf, isBlock, listOf, type SynthesizedEnvironment, textOf } from '../synthesized';
import { resourceRule, type Rule, unless, type Verdict } from './rule';

/** The tags that everything has, in whatever case. */
const TAGS = ['project', 'environment', 'managedby'];

/** What an instance brings with it; the provider's tags reach only the template. */
const STARTED = ['instance', 'volume'];

/** What holds for everything that a stack makes on AWS. */
export const PROVIDER_RULES: readonly Rule[] = [
  {
    id: 'HUB-Tags.1',
    title: 'Everything on AWS says what it belongs to',
    judge: (environment) =>
      awsProviders(environment, (provider) => {
        const [defaults] = blocksOf(provider, 'default_tags');
        const tags = isBlock(defaults?.tags) ? Object.keys(defaults.tags).map((key) => key.toLowerCase()) : [];
        const missing = TAGS.filter((tag) => !tags.includes(tag));
        return unless(missing.length === 0, `default_tags has no ${missing.join(', ')}`);
      }),
  },
  resourceRule('HUB-Tags.2', 'What a launch template starts is tagged too', ['aws_launch_template'], (template) => {
    const tagged = template.blocks('tag_specifications').map(({ resource_type }) => textOf(resource_type));
    const missing = STARTED.filter((kind) => !tagged.includes(kind));
    return unless(missing.length === 0, `tag_specifications has no ${missing.join(', ')}`);
  }),
  {
    id: 'HUB-Account.1',
    title: 'Terraform works in no account but the environment’s',
    judge: (environment) =>
      awsProviders(environment, (provider) =>
        unless(listOf(provider.allowed_account_ids).length === 1, 'allowed_account_ids does not name one account'),
      ),
  },
];

function awsProviders(
  environment: SynthesizedEnvironment,
  judgement: (provider: Block) => string | undefined,
): Verdict[] {
  return environment.stacks.flatMap(({ name, json }) =>
    (json.provider?.aws ?? []).map((provider) => ({
      subject: `${name}/provider.${['aws', textOf(provider.alias)].filter(Boolean).join('.')}`,
      problem: judgement(provider),
    })),
  );
}
