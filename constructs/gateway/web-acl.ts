import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { policyDocument } from '../identity/policy-document';
import { encryptedLogGroup } from '../logs/encrypted-log-group';
import type { Names } from '../names/names';
import type { ManagedWebAclSettings, WebAclSettings } from './settings';

export interface WebAclProps {
  readonly settings: ManagedWebAclSettings;
  readonly names: Names;
  readonly account: AccountSettings;
  readonly protection: boolean;
}

/** A group of rules that AWS keeps, and those of its rules that only count. */
interface ManagedRules {
  readonly name: string;
  readonly counted: readonly string[];
}

/**
 * Rules that look into bodies only count: a prompt is a text about anything, code, markup and addresses too, and neither
 * application runs Java, renders React on its server or serves what it was sent. A prompt or an upload is longer than
 * 8 KB, and what sign-in providers put into an address is longer than 2 KB.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const MANAGED_RULES: readonly ManagedRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    counted: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
  },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'SizeRestrictions_BODY',
      'SizeRestrictions_QUERYSTRING',
    ],
  },
];

/** Over how long requests of one address are counted. */
const RATE_WINDOW_SECONDS = 300;

/** Headers in which passwords, sessions and keys of either application are. */
const SECRET_HEADERS = ['api-key', 'authorization', 'cookie', 'x-api-key', 'x-goog-api-key', 'x-litellm-api-key'];

/** What is written down: requests that a rule had something to say of. */
const LOGGED_ACTIONS = ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'];

/**
 * A web ACL for the environment's load balancer: AWS' lists of bad addresses and inputs, its common rules, and a limit
 * for each address. What it stops or counts is logged, without secrets.
 * @example
 * ```ts
 * const acl = new WebAcl(this, 'web-acl', {
 *   ...common,
 *   settings: managedWebAclSettings({ kind: 'managed' }),
 * });
 * new TerraformOutput(this, 'web-acl-arn', { value: acl.arn });
 * ```
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { settings, names, account, protection }: WebAclProps) {
    super(scope, id);
    const name = nameOf(names);
    const isCounting = settings.action === 'count';
    const acl = new Wafv2WebAcl(this, 'acl', {
      name,
      description: `What may reach the applications of ${names.environment}`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rule: [
        ...MANAGED_RULES.map((rules, index) => managedRule(rules, index, isCounting)),
        rateRule(settings.requestsPerFiveMinutes, MANAGED_RULES.length, isCounting),
      ],
      visibilityConfig: visibility(name),
    });
    this.arn = acl.arn;

    const logs = encryptedLogGroup(this, {
      names,
      account,
      protection,
      thing: 'web-acl',
      description: `Logs of the web ACL ${name}`,
      // WAF takes no log group of another name.
      logGroup: `aws-waf-logs-${name}`,
      retentionDays: settings.logRetentionDays,
    });
    const delivery = new CloudwatchLogResourcePolicy(this, 'delivery', {
      policyName: name,
      policyDocument: policyDocument([
        {
          sid: 'DeliveryOfTheWebAcl',
          principals: { Service: 'delivery.logs.amazonaws.com' },
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`${logs.arn}:*`], // the streams in it
          conditions: {
            StringEquals: { 'aws:SourceAccount': account.id },
            ArnLike: { 'aws:SourceArn': `arn:${partitionOf(account.region)}:logs:${account.region}:${account.id}:*` },
          },
        },
      ]),
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [logs.arn],
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            condition: LOGGED_ACTIONS.map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      redactedFields: [
        ...SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
        // Codes of sign-in providers, and keys as Google's clients send them.
        { queryString: {} },
      ],
      dependsOn: [delivery],
    });
  }
}

/** The ARN of the web ACL as a policy names it: AWS ends that of a new one with an id of its own. */
export function webAclPattern(settings: WebAclSettings, names: Names, { id, region }: AccountSettings): string {
  return settings.kind === 'existing'
    ? settings.arn
    : `arn:${partitionOf(region)}:wafv2:${region}:${id}:regional/webacl/${nameOf(names)}/*`;
}

function nameOf(names: Names): string {
  return names.of('web-acl');
}

function managedRule({ name, counted }: ManagedRules, priority: number, isCounting: boolean): Wafv2WebAclRule {
  return {
    name,
    priority,
    overrideAction: isCounting ? { count: {} } : { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name,
        rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function rateRule(limit: number, priority: number, isCounting: boolean): Wafv2WebAclRule {
  const name = 'requests-of-one-address';
  return {
    name,
    priority,
    action: isCounting ? { count: {} } : { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rate_based_statement: { limit, aggregate_key_type: 'IP', evaluation_window_sec: RATE_WINDOW_SECONDS },
    },
    visibilityConfig: visibility(name),
  };
}

/** Numbers in CloudWatch; no samples of requests, which hold what the logs leave out. */
function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
