import { cidrsOverlap, parseCidr } from '../constructs/network/subnet-cidrs';
import type { Answers, Question, Surroundings } from './question';

const ON_EKS = { topic: 'cluster', values: ['managed', 'existing'] } as const;

const REDIS_CHOICES = [
  { value: 'managed', means: 'ElastiCache, in the VPC' },
  { value: 'in-cluster', means: 'Valkey, in the cluster' },
  { value: 'external', means: 'a server of your own' },
] as const;

/** Everything that is asked, in the order in which it is asked: what decides on other questions comes first. */
export const QUESTIONS: readonly Question[] = [
  {
    topic: 'cluster',
    value: '<kind>',
    message: 'Which Kubernetes cluster does it run on?',
    setting: 'cluster.kind',
    choices: [
      { value: 'managed', means: 'a new one on EKS, with a network of its own' },
      { value: 'existing', means: 'one on EKS that is there already' },
      { value: 'kubeconfig', means: 'any other that your kubeconfig reaches; nothing is made on AWS' },
    ],
    suggestion: () => 'managed',
  },
  {
    topic: 'cluster-name',
    value: '<name>',
    message: "The EKS cluster's name",
    setting: 'cluster.name',
    onlyWith: { topic: 'cluster', values: ['existing'] },
  },
  {
    topic: 'context',
    value: '<name>',
    message: "The kubeconfig's context (none: the one that is current when you deploy)",
    setting: 'cluster.context',
    onlyWith: { topic: 'cluster', values: ['kubeconfig'] },
    optional: true,
  },
  {
    topic: 'account',
    value: '<id>',
    message: "The AWS account's id, twelve digits",
    setting: 'account.id',
    onlyWith: ON_EKS,
  },
  {
    topic: 'region',
    value: '<region>',
    message: 'The AWS region',
    setting: 'account.region',
    onlyWith: ON_EKS,
    suggestion: (_, { region }) => region,
  },
  {
    topic: 'purpose',
    value: '<purpose>',
    message: 'What is it for?',
    setting: 'protection',
    choices: [
      { value: 'production', means: 'to stay: copies of everything, protected from deletion' },
      { value: 'trial', means: 'to be thrown away: as small as it goes, deleted without a trace' },
    ],
    suggestion: () => 'production',
  },
  {
    topic: 'cidr',
    value: '<range>',
    message: "The range of the network's addresses, /16 to /22",
    setting: 'network.cidr',
    onlyWith: { topic: 'cluster', values: ['managed'] },
    suggestion: freeCidr,
    onlyByFlag: true,
  },
  {
    topic: 'vpc',
    value: '<id>',
    message: "The id of the cluster's VPC",
    setting: 'network.vpcId',
    onlyWith: { topic: 'cluster', values: ['existing'] },
  },
  {
    topic: 'subnets',
    value: '<ids>',
    message: 'Ids of its private subnets, in two zones or more, with commas between',
    setting: 'network.privateSubnetIds',
    several: true,
    onlyWith: { topic: 'cluster', values: ['existing'] },
  },
  {
    topic: 'api-from',
    value: '<ranges>',
    message: 'From which ranges do you reach the Kubernetes API? With commas between (none: only from inside the VPC)',
    setting: 'cluster.endpointAccess.allowedCidrs',
    several: true,
    onlyWith: { topic: 'cluster', values: ['managed'] },
    optional: true,
  },
  {
    topic: 'postgres',
    value: '<kind>',
    message: 'Where is PostgreSQL?',
    setting: 'postgres',
    choices: [
      { value: 'managed', means: 'Aurora, in the VPC' },
      { value: 'in-cluster', means: 'CloudNativePG, in the cluster' },
      { value: 'external', means: 'a server of your own' },
    ],
    suggestion: kindOfStore,
  },
  {
    topic: 'postgres-host',
    value: '<host[:port]>',
    message: "The PostgreSQL server's address",
    setting: 'postgres.litellm.url',
    onlyWith: { topic: 'postgres', values: ['external'] },
  },
  {
    topic: 'openwebui-redis',
    value: '<kind>',
    message: "Where is the Redis of Open WebUI's sessions?",
    setting: 'redis.openwebui',
    choices: REDIS_CHOICES,
    suggestion: kindOfStore,
  },
  {
    topic: 'openwebui-redis-host',
    value: '<host[:port]>',
    message: "The address of Open WebUI's Redis",
    setting: 'redis.openwebui.url',
    onlyWith: { topic: 'openwebui-redis', values: ['external'] },
  },
  {
    topic: 'litellm-redis',
    value: '<kind>',
    message: "Where is the Redis of LiteLLM's cached answers?",
    setting: 'redis.litellm',
    choices: REDIS_CHOICES,
    suggestion: kindOfStore,
  },
  {
    topic: 'litellm-redis-host',
    value: '<host[:port]>',
    message: "The address of LiteLLM's Redis",
    setting: 'redis.litellm.url',
    onlyWith: { topic: 'litellm-redis', values: ['external'] },
  },
  {
    topic: 'storage',
    value: '<kind>',
    message: 'Where are files and request logs kept?',
    setting: 'storage',
    choices: [
      { value: 'managed', means: 'a new bucket' },
      { value: 'existing', means: 'a bucket that is there already' },
      { value: 'volume', means: 'a volume in the cluster: one replica of Open WebUI, no request logs' },
    ],
    suggestion: ({ cluster }) => (cluster === 'kubeconfig' ? 'volume' : 'managed'),
    onlyByFlag: true,
  },
  {
    topic: 'bucket',
    value: '<name>',
    message: "The bucket's name",
    setting: 'storage.bucket',
    onlyWith: { topic: 'storage', values: ['existing'] },
  },
  {
    topic: 'models',
    value: '<providers>',
    message: 'Whose models does it offer to begin with?',
    setting: 'litellm.models',
    several: true,
    choices: [
      { value: 'bedrock', means: 'Claude and embeddings on Amazon Bedrock, without a key' },
      { value: 'openai', means: 'GPT, with a key in OPENAI_API_KEY' },
      { value: 'anthropic', means: 'Claude from Anthropic, with a key in ANTHROPIC_API_KEY' },
      { value: 'ollama', means: 'a model of your own, on Ollama' },
    ],
    suggestion: ({ cluster }) => (cluster === 'kubeconfig' ? 'ollama' : 'bedrock'),
  },
  {
    topic: 'ollama-url',
    value: '<url>',
    message: 'Where does Ollama listen, seen from the cluster?',
    setting: 'litellm.models[0].apiBase',
    onlyWith: { topic: 'models', values: ['ollama'] },
    suggestion: ({ cluster }) => (cluster === 'kubeconfig' ? 'http://host.docker.internal:11434' : undefined),
  },
  {
    topic: 'gateway',
    value: '<kind>',
    message: 'How do users reach Open WebUI?',
    setting: 'gateway.kind',
    choices: [
      { value: 'none', means: 'not yet: by a port-forward' },
      { value: 'alb', means: 'an Application Load Balancer, on EKS' },
      { value: 'envoy', means: 'Envoy Gateway' },
    ],
    suggestion: () => 'none',
  },
  {
    topic: 'host',
    value: '<name>',
    message: "Open WebUI's host name",
    setting: 'gateway.hosts.openwebui',
    onlyWith: { topic: 'gateway', values: ['alb', 'envoy'] },
  },
  {
    topic: 'certificate',
    value: '<arn>',
    message: "ARN of the host name's certificate in ACM",
    setting: 'gateway.certificateArn',
    onlyWith: { topic: 'gateway', values: ['alb'] },
  },
  {
    topic: 'tls-secret',
    value: '<name>',
    message: "The TLS Secret with the host name's certificate, in the environment's namespace (none: plain HTTP)",
    setting: 'gateway.tlsSecret',
    onlyWith: { topic: 'gateway', values: ['envoy'] },
    optional: true,
  },
  {
    topic: 'admin-email',
    value: '<address>',
    message: "The e-mail address of Open WebUI's first administrator",
    setting: 'openwebui.admin.email',
    onlyWith: { topic: 'gateway', values: ['alb', 'envoy'] },
  },
  {
    topic: 'state',
    value: '<kind>',
    message: 'Where does Terraform keep its state?',
    setting: 'state.kind',
    choices: [
      { value: 'local', means: 'files on this machine' },
      { value: 's3', means: 'a bucket, for a team' },
      { value: 'hcp', means: 'HCP Terraform; Terraform itself runs where you are' },
    ],
    suggestion: () => 'local',
  },
  {
    topic: 'state-bucket',
    value: '<name>',
    message: "The bucket of Terraform's state",
    setting: 'state.bucket',
    onlyWith: { topic: 'state', values: ['s3'] },
  },
  {
    topic: 'state-region',
    value: '<region>',
    message: "The region of the state's bucket",
    setting: 'state.region',
    onlyWith: { topic: 'state', values: ['s3'] },
    suggestion: (answers, { region }) => answers.region ?? region,
    onlyByFlag: true,
  },
  {
    topic: 'organization',
    value: '<name>',
    message: 'The organization in HCP Terraform',
    setting: 'state.organization',
    onlyWith: { topic: 'state', values: ['hcp'] },
  },
];

function kindOfStore({ cluster }: Answers): string {
  return cluster === 'kubeconfig' ? 'in-cluster' : 'managed';
}

/** The first range that no other environment has: networks with the same addresses can never be connected. */
function freeCidr(_: Answers, { takenCidrs }: Surroundings): string | undefined {
  const taken = takenCidrs.flatMap((range) => parseCidr(range) ?? []);
  const candidates = Array.from({ length: 25 }, (__, index) => `10.${(index + 1) * 10}.0.0/16`);
  return candidates.find((candidate) => {
    const own = parseCidr(candidate);
    return own !== undefined && !taken.some((other) => cidrsOverlap(own, other));
  });
}
