import { protectedProblems, type ProtectedVariable, protectedVariable } from '../../constructs/helm/protected-values';
import { unknownValues } from '../../constructs/helm/unknown-values';
import { type PassthroughAt, passthroughs } from '../applications';
import { at, type Phrase, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { nearest } from '../../constructs/telling/nearest';
import { litellmServers } from './redis';

/** What LiteLLM and Open WebUI cannot be, given the rest of the environment. */
export function applicationProblems(environment: Environment): Problem[] {
  const given = passthroughs(environment);
  return [
    ...given.flatMap(passthroughProblems),
    ...given.flatMap(secretEnvProblems),
    ...pipelinesProblems(environment),
    ...tokenProblems(environment),
    ...redisTokenProblems(environment),
    ...modelNameProblems(environment),
    ...modelProblems(environment),
    ...replicaProblems(environment),
    ...fileProblems(environment),
    ...imageProblems(environment),
    ...releaseProblems(environment),
    ...hostProblems(environment),
  ];
}

/** More keys than anybody reads in a message. */
const TOO_MANY_KEYS = 25;

/** Values that the platform itself has to set, and values that the chart does not have. */
function passthroughProblems({ setting, chart, values }: PassthroughAt): Problem[] {
  if (Object.keys(values).length === 0) return [];
  const kept = protectedProblems(chart.protection, values);
  const unknown = unknownValues(chart, values).filter(({ path }) => !kept.some((other) => other.path === path));
  return [
    ...kept.map((problem) => protectedProblem(`${setting}.values.${problem.path}`, problem)),
    ...unknown.map(({ path, key, known }) => {
      const meant = nearest(key, known);
      return {
        says: say`${at(`${setting}.values.${path}`)} is no value of the chart ${chart.name}${meant ? `; did you mean ${meant}?` : ''}`,
        todo:
          known.length > TOO_MANY_KEYS
            ? say`\`helm show values\` lists what it has`
            : say`in its place the chart has: ${known.join(', ')}`,
      };
    }),
  ];
}

/** Something that the platform itself sets, and what to write instead. */
function protectedProblem(path: string, { reason, use }: Pick<ProtectedVariable, 'reason' | 'use'>): Problem {
  return {
    says: say`${at(path)} is protected: ${reason}`,
    todo: withPaths(use.startsWith('nothing: ') ? use.replace('nothing: ', 'take it out: ') : `use ${use}`),
  };
}

/** A text with settings in backticks, as a phrase that names them. */
function withPaths(text: string): Phrase {
  return text.split('`').map((part, index) => (index % 2 === 1 ? at(part) : part));
}

/** Secret variables that the platform itself sets. */
function secretEnvProblems({ setting, chart, secretEnv }: PassthroughAt): Problem[] {
  return Object.keys(secretEnv).flatMap((name) => {
    const hit = protectedVariable(chart.protection, name);
    return hit ? [protectedProblem(`${setting}.secretEnv.${name}`, hit)] : [];
  });
}

/** Variables that the platform gives Pipelines, or that the server and Python read for themselves. */
const PIPELINES_VARIABLES = /^(PIPELINES_.*|RESET_PIPELINES_DIR|PIP_.*|PYTHON.*|HOME|USER|PATH|HOST|PORT)$/;

/** Files are kept under their names, and variables are set once. */
function pipelinesProblems({ openwebui: { pipelines } }: Environment): Problem[] {
  if (!pipelines) return [];
  const names = pipelines.urls.map(({ url }) => url.slice(url.lastIndexOf('/') + 1));
  const repeated = names.flatMap((name, index) => {
    const first = names.indexOf(name);
    return first === index
      ? []
      : [
          {
            says: say`${at(`openwebui.pipelines.urls[${index}].url`)} is called ${name}, as ${at(`openwebui.pipelines.urls[${first}].url`)} is`,
            todo: say`one would take the other's place; give the files names of their own`,
          },
        ];
  });
  const taken = Object.keys(pipelines.secretEnv)
    .filter((name) => PIPELINES_VARIABLES.test(name))
    .map((name) => ({
      says: say`${at(`openwebui.pipelines.secretEnv.${name}`)} is protected: the platform sets it`,
      todo: say`take it out`,
    }));
  return [...repeated, ...taken];
}

/** Fallbacks, aliases and shadows are from and to models that there are, and titles are written by one. */
function modelNameProblems({ litellm, openwebui }: Environment): Problem[] {
  const { models, aliases } = litellm;
  const own = [...new Set(models.map(({ name }) => name))];
  const callable = [...own, ...Object.keys(aliases)];
  const chatting = callable.filter((name) =>
    models.some((model) => model.name === (aliases[name] ?? name) && model.mode === 'chat'),
  );
  const inTurn = ['fallbacks', 'contextWindowFallbacks', 'contentPolicyFallbacks'] as const;
  return [
    ...inTurn.flatMap((kind) =>
      Object.entries(litellm[kind]).flatMap(([from, to]) => unknownModels(`litellm.${kind}`, [from, ...to], callable)),
    ),
    ...unknownModels('litellm.defaultFallbacks', litellm.defaultFallbacks, callable),
    ...unknownModels('litellm.aliases', Object.values(aliases), own),
    ...unknownModels('openwebui.taskModel', openwebui.taskModel === undefined ? [] : [openwebui.taskModel], chatting),
    ...models.flatMap(({ shadow }, index) =>
      shadow === undefined ? [] : unknownModels(`litellm.models[${index}].shadow`, [shadow], own),
    ),
    ...models.flatMap(({ name, shadow }, index) =>
      shadow === name
        ? [{ says: say`${at(`litellm.models[${index}].shadow`)} is its own name (${name}); it takes another model's` }]
        : [],
    ),
    ...Object.keys(aliases)
      .filter((alias) => own.includes(alias))
      .map((alias) => ({
        says: say`${at('litellm.aliases')} has ${JSON.stringify(alias)}, which a model is called already`,
        todo: say`callers of it would never reach that model; take one of them out`,
      })),
  ];
}

/** Servers of one's own: LiteLLM has no price for their models, and each call costs nothing there. */
const WITHOUT_PRICE: readonly string[] = ['ollama', 'hosted-vllm', 'openai-compatible'];

/** Models that could not be called, or budgets that would never end. */
function modelProblems({ litellm: { models } }: Environment): Problem[] {
  return models.flatMap((model, index): Problem[] => {
    const path = `litellm.models[${index}]`;
    if (model.provider === 'other' && /^(bedrock|sagemaker)(_\w+)?\//.test(model.model)) {
      return [
        {
          says: say`${at(`${path}.model`)} is ${model.model}, but ${at(`${path}.provider`)} is other, and LiteLLM's role would have no permission to call it`,
          todo: say`write provider: "bedrock" with the id of a model or of an inference profile, which the role may call`,
        },
      ];
    }
    if (model.budget === undefined || !WITHOUT_PRICE.includes(model.provider)) return [];
    return [
      {
        says: say`${at(`${path}.budget`)} is given, but LiteLLM has no price for a model of ${model.provider}: each call would cost 0, and the budget never end`,
        todo: say`take it out; ${at(`${path}.limits`)} says how much may be asked of it`,
      },
    ];
  });
}

function unknownModels(path: string, given: readonly string[], known: readonly string[]): Problem[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return {
        says: say`${at(path)} names ${JSON.stringify(name)}, which no model is called${meant ? `; did you mean ${meant}?` : ''}`,
        todo: say`models are called: ${known.join(', ') || 'none'}`,
      };
    });
}

/** More pods at most than at least. */
function replicaProblems({ openwebui: { replicas, maxReplicas } }: Environment): Problem[] {
  if (maxReplicas === undefined || maxReplicas >= replicas) return [];
  return [
    {
      says: say`${at('openwebui.maxReplicas')} is ${maxReplicas}; it takes at least ${at('openwebui.replicas')} (${replicas})`,
    },
  ];
}

/** A volume is attached to one pod. */
function fileProblems({ storage, openwebui }: Environment): Problem[] {
  const most = openwebui.maxReplicas ?? openwebui.replicas;
  if (storage.kind !== 'volume' || most === 1) return [];
  const setting = openwebui.maxReplicas === undefined ? 'openwebui.replicas' : 'openwebui.maxReplicas';
  return [
    {
      says: say`${at(setting)} is ${most}, but ${at('storage.kind')} is volume; it takes 1`,
      todo: say`one pod alone can use the volume with its files; several share a bucket (${at('storage.kind')}: managed or existing)`,
    },
  ];
}

/** RDS' tokens are for RDS, and for charts that know of them. */
function tokenProblems({ postgres, litellm }: Environment): Problem[] {
  if (litellm.database.authentication !== 'iam') return [];
  const setting = at('litellm.database.authentication');
  if (postgres.kind !== 'managed' || postgres.elsewhere.litellm) {
    return [
      {
        says: say`${setting} is iam, but LiteLLM's database is not the managed one; it takes password`,
        todo: say`only Aurora takes tokens, and only there the platform can give LiteLLM's user the right to them`,
      },
    ];
  }
  return litellm.shape === 'classic'
    ? [
        {
          says: say`${setting} is iam, but ${at('litellm.shape')} is classic, and its migrations take a password`,
          todo: say`write password, or choose monolith or split`,
        },
      ]
    : [];
}

/** ElastiCache's tokens are for ElastiCache. */
function redisTokenProblems({ redis, litellm }: Environment): Problem[] {
  if (litellm.redis.authentication !== 'iam') return [];
  const setting = at('litellm.redis.authentication');
  return litellmServers(redis).flatMap((use): Problem[] => {
    const { kind } = redis[use];
    if (kind === 'managed') return [];
    return [
      {
        says: say`${setting} is iam, but ${at(`redis.${use}.kind`)} is ${kind}; it takes password`,
        todo: say`only ElastiCache takes tokens: write password, or let LiteLLM's cache and coordination both be managed`,
      },
    ];
  });
}

/** The classic chart has no place for a digest. */
function imageProblems({ litellm: { shape, image } }: Environment): Problem[] {
  if (shape !== 'classic' || image.digest === undefined) return [];
  return [
    {
      says: say`${at('litellm.image.digest')} is given, but ${at('litellm.shape')} is classic, and its chart takes no digest`,
      todo: say`pin by ${at('litellm.image.tag')}, or choose monolith or split`,
    },
  ];
}

/** The first release that keeps rate limits and spend on a Redis of their own. */
const COORDINATED_RELEASE = { major: 1, minor: 93 } as const;

/** An older release would count on the cache's Redis, where anything may be evicted. */
function releaseProblems({ litellm: { image } }: Environment): Problem[] {
  const [, major, minor] = /(?:^|[-v])(\d+)\.(\d+)\.\d+/.exec(image.tag) ?? [];
  if (major === undefined || minor === undefined) return [];
  const first = COORDINATED_RELEASE;
  if (Number(major) > first.major || (Number(major) === first.major && Number(minor) >= first.minor)) return [];
  return [
    {
      says: say`${at('litellm.image.tag')} is ${image.tag}; it takes ${first.major}.${first.minor} or later`,
      todo: say`an older one keeps rate limits and spend on the cache's Redis, which evicts; take it out for the release that the chart was made for`,
    },
  ];
}

/** A gateway is for the host names that it has, each of one application. */
function hostProblems({ gateway }: Environment): Problem[] {
  if (gateway.kind === 'none') return [];
  const { openwebui, litellm } = gateway.hosts;
  if (openwebui === undefined && litellm === undefined) {
    return [
      {
        says: say`${at('gateway.hosts')} names no host, so nothing would go through the gateway`,
        todo: say`write { openwebui: 'chat.example.com' }, or ${at('gateway')}: { kind: 'none' }`,
      },
    ];
  }
  return openwebui === litellm
    ? [
        {
          says: say`${at('gateway.hosts')} gives both applications ${openwebui ?? ''}; each has a host name of its own`,
        },
      ]
    : [];
}
