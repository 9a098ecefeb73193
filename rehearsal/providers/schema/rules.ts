/**
 * What the bindings do not tell about a provider's schema, as rules over names. Arguments and types that
 * the bindings do not have at all stand in `supplement.ts`.
 */

/**
 * Providers written for protocol 6, whose nested members are attributes with attributes of their own.
 * The others are older: there a nested member is a block, or an attribute of an object type.
 */
const PROVIDERS_WITH_NESTED_ATTRIBUTES = new Set(['helm']);

/** Names of attributes, of strings only, that providers mark sensitive. */
const SENSITIVE_NAME = new RegExp(
  [
    '(^|_)password(_wo)?$',
    '^passwords(_wo)?$',
    '^(auth_|session_|security_|authorization_)?token(_wo)?$',
    '(^|_)secret_key$',
    '^secret_(string|binary)(_wo)?$',
    '^(ca_)?private_key(_pem|_openssh|_pem_pkcs8)?$',
    '^client_(key|secret)$',
    '^bcrypt_hash$',
  ].join('|'),
);

/** Paths, `type.attribute`, that providers mark sensitive though their names do not say so. */
const SENSITIVE_PATH = new RegExp(
  [
    '^random_password\\.result$',
    '^random_bytes\\.(base64|hex)$',
    '^helm_\\w+\\.set_sensitive\\.value$',
    '^kubernetes_secret(_v1)?\\.(binary_)?data$',
    '^tls\\.proxy\\.password$',
    '^aws_ssm_parameter\\.value(_wo)?$',
    '^aws_ssm_parameters_by_path\\.values$',
    '^aws_iam_access_key\\.(secret|ses_smtp_password_v4)$',
    '^aws_grafana_workspace_api_key\\.key$',
    '^aws_sns_platform_application\\.platform_(credential|principal)$',
    '^aws_cloudwatch_event_connection\\.auth_parameters\\..*\\.value$',
  ].join('|'),
);

/** Secret names that providers leave unmarked; the value is a secret all the same. */
const UNMARKED_SECRET = /^aws_secretsmanager_random_password\.random_password$|^kubernetes_token_request_v1\.token$/;

export function hasNestedAttributes(provider: string): boolean {
  return PROVIDERS_WITH_NESTED_ATTRIBUTES.has(provider);
}

/** Whether providers mark the attribute at `type.attribute.…` sensitive. */
export function isSensitive(path: string, isText: boolean): boolean {
  if (UNMARKED_SECRET.test(path)) return false;
  return SENSITIVE_PATH.test(path) || (isText && SENSITIVE_NAME.test(path.slice(path.lastIndexOf('.') + 1)));
}

/** Whether a value made up for `type.attribute.…` is a secret, marked sensitive or not. */
export function isSecret(path: string, sensitive: boolean): boolean {
  return sensitive || UNMARKED_SECRET.test(path);
}

/** Terraform's convention: `secret_string_wo` beside `secret_string_wo_version`. */
export function isWriteOnly(name: string): boolean {
  return name.endsWith('_wo');
}
