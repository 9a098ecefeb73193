import { createRequire } from 'node:module';

/** Files by their path in the project. */
export type ProjectFiles = Readonly<Record<string, string>>;

export interface ProjectProps {
  /** The project's name: its folder's. */
  readonly name: string;
  /** The first environment. */
  readonly environment: string;
}

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What this program is published as: a new project depends on it. */
function ownPackage(): OwnPackage {
  return createRequire(__filename)('inferencehub-cdktf/package.json') as OwnPackage;
}

/** The package that projects import from. */
export const LIBRARY = 'inferencehub-cdktf';

/** What a project of its own consists of besides its environments. */
export function projectFiles({ name, environment }: ProjectProps): ProjectFiles {
  return {
    'package.json': json(packageJson(name)),
    'cdktf.json': json({
      language: 'typescript',
      app: 'node --import tsx main.ts',
      sendCrashReports: 'false',
      terraformProviders: [],
      terraformModules: [],
      context: {},
    }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2022',
        module: 'Node16',
        moduleResolution: 'Node16',
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ['node'],
      },
      include: ['main.ts', 'environments'],
    }),
    'main.ts': MAIN,
    '.gitignore': IGNORED,
    'README.md': readme(name, environment),
  };
}

function packageJson(name: string) {
  const own = ownPackage();
  const development = (dependency: string): string => own.devDependencies[dependency] ?? '*';
  return {
    name,
    version: '0.0.0',
    private: true,
    engines: { node: own.engines.node },
    scripts: {
      rehearse: 'inferencehub rehearse',
      deploy: 'inferencehub deploy',
      destroy: 'inferencehub destroy',
      check: 'tsc',
    },
    // cdktf, its command and the providers' bindings come with it, as its peers.
    dependencies: { [LIBRARY]: `^${own.version}`, tsx: own.dependencies.tsx },
    devDependencies: { '@types/node': development('@types/node'), typescript: development('typescript') },
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const MAIN = `import { environmentsApp } from '${LIBRARY}';

// The stacks of every environment in environments/; ENVIRONMENT names those that are wanted.
environmentsApp(process.env);
`;

const IGNORED = `node_modules/
cdktf.out/
.rehearsal/
.state/
.terraform/
*.tfstate*
*.log
`;

function readme(name: string, environment: string): string {
  return `# ${name}

A private LLM platform: LiteLLM, Open WebUI and SearXNG on Kubernetes, made by
\`${LIBRARY}\`. Each file in \`environments/\` is one environment.

\`\`\`sh
npm install
npm run rehearse -- ${environment}   # the real cdktf and Terraform against stand-in providers: no account, no cluster
npm run deploy -- ${environment}     # says which \${NAME} are missing, shows each plan, asks
npm run destroy -- ${environment}
\`\`\`

Another environment: \`npx inferencehub init <name>\`.
`;
}
