import { type Block, blocksOf, isOn, type Resource, textOf } from '../synthesized';
import { firstOf, resourceRule, type Rule, unless } from './rule';

const WEB_ACL = ['aws_wafv2_web_acl'];

/** Headers in which a password, a session or a key comes with every request. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

/** What inspects requests before they reach an application. */
export const WEB_ACL_RULES: readonly Rule[] = [
  resourceRule('WAF.10', 'Web ACLs have rules', WEB_ACL, (acl) =>
    unless(acl.blocks('rule').length > 0, 'it has no rule, so it lets everything through'),
  ),
  resourceRule('WAF.11', 'Web ACLs write down what they stop, and no secret with it', WEB_ACL, (acl) => {
    const logging = loggingOf(acl);
    if (!logging) return 'it has no aws_wafv2_web_acl_logging_configuration';
    const headers = logging.blocks('redacted_fields').map((field) => textOf(single(field, 'single_header').name));
    const plain = SECRET_HEADERS.filter((header) => !headers.includes(header));
    return unless(plain.length === 0, `its logs hold ${plain.join(', ')}`);
  }),
  resourceRule('WAF.12', 'What web ACLs and their rules do can be seen in CloudWatch', WEB_ACL, (acl) =>
    firstOf(
      ...[acl.block, ...acl.blocks('rule')].map((part) =>
        unless(isOn(single(part, 'visibility_config').cloudwatch_metrics_enabled), 'cloudwatch_metrics_enabled is off'),
      ),
    ),
  ),
];

function loggingOf(acl: Resource): Resource | undefined {
  return acl.stack
    .ofTypes(['aws_wafv2_web_acl_logging_configuration'])
    .find((logging) => logging.referenced(logging.value('resource_arn')) === acl);
}

function single(block: Block, name: string): Block {
  return blocksOf(block, name)[0] ?? {};
}
