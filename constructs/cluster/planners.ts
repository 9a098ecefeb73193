/** Whom roles that plan are to RBAC. EKS keeps some beginnings, `system:` among them, to itself. */
export const PLANNERS_GROUP = 'inferencehub:planners';

/** Where this project puts releases besides the environment's namespace: Helm keeps each in Secrets of its namespace. */
export const OPERATOR_NAMESPACES: readonly string[] = [
  'cert-manager',
  'cnpg-system',
  'envoy-gateway-system',
  'external-dns',
  'external-secrets',
  'kube-system',
  'reloader',
];
