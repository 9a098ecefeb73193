import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { selfSignedCertificate } from '../../integration/support/server-certificate';
import type { HcpConfiguration, HcpRun, HcpState, HcpWorkspace } from './hcp-model';
import type { RemoteRunner } from './remote-runner';

interface HcpTerraformProps {
  /** Where its certificate goes. */
  readonly folder: string;
  readonly organization: string;
  /** How new workspaces work, as the organization's own setting says. */
  readonly executionMode: 'remote' | 'local';
  /** Does the runs of workspaces that work remotely. */
  readonly runner?: RemoteRunner;
}

/** What a request is about, and what is answered to it; nothing where there is no such thing. */
interface Request {
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
}
type Handler = (request: Request) => object | undefined;

interface JsonApi {
  readonly data: {
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly relationships?: Readonly<Record<string, { readonly data: { readonly id: string } }>>;
  };
}

/** Where it takes requests without a token: what it hands out an address for. */
const SIGNED = /^\/(storage|logs)\//;

/**
 * The part of HCP Terraform's API that the `cloud` block, the `remote` backend and API-driven runs use, on this machine:
 * workspaces, their locks, states and remote runs. Everything that it was told stays readable for a test.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class HcpTerraform {
  readonly token = 'made-up-token-of-hcp-terraform';
  readonly workspaces: HcpWorkspace[] = [];
  readonly runs: HcpRun[] = [];
  readonly configurations: HcpConfiguration[] = [];
  readonly projects = [{ id: 'prj-default', name: 'Default Project' }];
  /** Every request, as `POST /api/v2/runs`. */
  readonly requests: string[] = [];
  readonly certificateFile: string;
  private readonly server: Server;
  private counter = 0;

  constructor(private readonly props: HcpTerraformProps) {
    const { certificateFile, keyFile } = selfSignedCertificate(props.folder);
    this.certificateFile = certificateFile;
    this.server = createServer(
      { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
      (request, response) => {
        this.answer(request, response).catch((error: unknown) => {
          send(response, 422, { errors: [{ status: '422', title: String(error) }] });
        });
      },
    );
  }

  async start(): Promise<void> {
    await new Promise<void>((listening) => this.server.listen(0, 'localhost', listening));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** What `state.hostname` says. */
  get hostname(): string {
    const address = this.server.address();
    return `localhost:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** What a process needs in its environment to be let in. */
  get credentials(): Record<string, string> {
    return { [`TF_TOKEN_${this.hostname}`]: this.token, SSL_CERT_FILE: this.certificateFile };
  }

  workspace(name: string): HcpWorkspace {
    const found = this.workspaces.find((workspace) => workspace.name === name);
    if (!found) throw new Error(`there is no workspace ${name}, but ${this.workspaces.map((one) => one.name).join()}`);
    return found;
  }

  /** The newest state of a workspace. */
  state(name: string): { readonly outputs: Readonly<Record<string, { readonly value: unknown }>> } {
    const state = this.workspace(name).states.at(-1);
    if (!state) throw new Error(`the workspace ${name} has no state`);
    return JSON.parse(state.content.toString()) as ReturnType<HcpTerraform['state']>;
  }

  /** Makes a workspace as a person would beforehand. */
  addWorkspace(name: string, settings: Partial<HcpWorkspace> = {}): HcpWorkspace {
    const workspace: HcpWorkspace = {
      id: this.id('ws'),
      name,
      projectId: 'prj-default',
      executionMode: this.props.executionMode,
      terraformVersion: '1.11.4',
      locked: false,
      states: [],
      variables: {},
      ...settings,
    };
    this.workspaces.push(workspace);
    return workspace;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', `https://${this.hostname}`);
    const method = request.method ?? 'GET';
    this.requests.push(`${method} ${pathname}`);
    if (pathname === '/.well-known/terraform.json') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ 'tfe.v2': '/api/v2/', 'tfe.v2.1': '/api/v2/', 'tfe.v2.2': '/api/v2/' }));
      return;
    }
    const allowed = SIGNED.test(pathname) || request.headers.authorization === `Bearer ${this.token}`;
    const [handler, parts] = allowed ? this.route(`${method} ${pathname.replace(/^\/api\/v2/, '')}`) : [];
    const answer = handler?.({ parts: parts ?? [], query: searchParams, body: Buffer.concat(chunks) });
    send(response, answer === undefined ? 404 : 200, answer ?? { errors: [{ status: '404', title: 'not found' }] });
  }

  private route(line: string): [Handler, readonly string[]] | [] {
    for (const [pattern, handler] of this.routes) {
      const match = new RegExp(`^${pattern.replaceAll('*', '([^/]+)')}$`).exec(line);
      if (match) return [handler, match.slice(1).map(decodeURIComponent)];
    }
    return [];
  }

  private readonly routes: readonly (readonly [string, Handler])[] = [
    ['GET /ping', () => ({})],
    ['GET /organizations/*/entitlement-set', ({ parts }) => this.ofOrganization(parts, () => this.entitlements())],
    ['GET /organizations/*/projects', ({ parts }) => this.ofOrganization(parts, () => this.projectList())],
    ['POST /organizations/*/projects', ({ parts, body }) => this.ofOrganization(parts, () => this.newProject(body))],
    [
      'POST /organizations/*/workspaces',
      ({ parts, body }) => this.ofOrganization(parts, () => this.newWorkspace(body)),
    ],
    ['GET /organizations/*/workspaces/*', ({ parts: [, name] }) => this.shownWorkspace((one) => one.name === name)],
    ['GET /organizations/*/runs/queue', () => ({ data: [], meta: PAGE })],
    ['GET /workspaces/*', ({ parts: [id] }) => this.shownWorkspace((one) => one.id === id)],
    ['PATCH /workspaces/*', ({ parts: [id], body }) => this.changeWorkspace(id, body)],
    ['GET /workspaces/*/runs', () => ({ data: [], meta: PAGE })],
    ['POST /workspaces/*/actions/lock', ({ parts: [id] }) => this.setLocked(id, true)],
    ['POST /workspaces/*/actions/unlock', ({ parts: [id] }) => this.setLocked(id, false)],
    ['GET /workspaces/*/vars', ({ parts: [id] }) => this.variables(id)],
    ['POST /workspaces/*/state-versions', ({ parts: [id] }) => this.newState(id)],
    ['GET /workspaces/*/current-state-version', ({ parts: [id] }) => this.currentState(id)],
    ['GET /workspaces/*/current-state-version-outputs', ({ parts: [id] }) => this.currentOutputs(id)],
    ['GET /state-versions/*', ({ parts: [id] }) => this.shownState(id)],
    ['GET /state-version-outputs/*', ({ parts: [id] }) => this.shownOutput(id)],
    ['PUT /storage/states/*', ({ parts: [id], body }) => this.store(id, body)],
    ['PUT /storage/json-states/*', () => ({})],
    ['GET /storage/states/*', ({ parts: [id] }) => this.allStates().find((state) => state.id === id)?.content],
    ['POST /workspaces/*/configuration-versions', ({ parts: [id], body }) => this.newConfiguration(id, body)],
    ['GET /configuration-versions/*', ({ parts: [id] }) => this.shownConfiguration(id)],
    ['PUT /storage/configurations/*', ({ parts: [id], body }) => this.upload(id, body)],
    ['POST /runs', ({ body }) => this.newRun(body)],
    ['GET /runs/*', ({ parts: [id] }) => this.shownRun(id)],
    ['GET /runs/*/run-events', () => ({ data: [], meta: PAGE })],
    ['POST /runs/*/actions/apply', ({ parts: [id] }) => this.confirm(id)],
    ['POST /runs/*/actions/discard', ({ parts: [id] }) => this.discard(id)],
    ['GET /plans/plan-*', ({ parts: [id] }) => this.shownPhase(id, 'plan')],
    ['GET /applies/apply-*', ({ parts: [id] }) => this.shownPhase(id, 'apply')],
    ['GET /logs/plan-*', ({ parts: [id], query }) => slice(this.run(id)?.planLog, query)],
    ['GET /logs/apply-*', ({ parts: [id], query }) => slice(this.run(id)?.applyLog, query)],
  ];

  private ofOrganization(parts: readonly string[], answer: () => object | undefined): object | undefined {
    return parts[0] === this.props.organization ? answer() : undefined;
  }

  private entitlements(): object {
    const attributes = { operations: true, 'state-storage': true, agents: true };
    return { data: { type: 'entitlement-sets', id: this.props.organization, attributes } };
  }

  private projectList(): object {
    return { data: this.projects.map(shownProject), meta: PAGE };
  }

  private newProject(body: Buffer): object {
    const project = { id: this.id('prj'), name: text(attributesOf(body).name) };
    this.projects.push(project);
    return { data: shownProject(project) };
  }

  private newWorkspace(body: Buffer): object | undefined {
    const projectId = parsed(body).data.relationships?.project?.data.id;
    const { id } = this.addWorkspace(text(attributesOf(body).name), projectId === undefined ? {} : { projectId });
    return this.shownWorkspace((one) => one.id === id);
  }

  /** Terraform makes a workspace without a version, and then says its own. */
  private changeWorkspace(id: string | undefined, body: Buffer): object | undefined {
    const { 'terraform-version': terraformVersion } = attributesOf(body);
    const workspace = this.workspaceById(id);
    if (workspace) workspace.terraformVersion = text(terraformVersion);
    return this.shownWorkspace((one) => one.id === id);
  }

  private shownWorkspace(which: (workspace: HcpWorkspace) => boolean): object | undefined {
    const found = this.workspaces.find(which);
    if (!found) return undefined;
    const { id, name, executionMode, terraformVersion, locked, projectId } = found;
    const run = this.runs.findLast(({ workspaceId }) => workspaceId === id);
    return {
      data: {
        id,
        type: 'workspaces',
        attributes: {
          name,
          locked,
          operations: executionMode === 'remote',
          'execution-mode': executionMode,
          'terraform-version': terraformVersion,
          permissions: PERMISSIONS,
        },
        relationships: {
          organization: { data: { id: this.props.organization, type: 'organizations' } },
          project: { data: { id: projectId, type: 'projects' } },
          ...(run ? { 'current-run': { data: { id: run.id, type: 'runs' } } } : {}),
        },
      },
    };
  }

  /** A lock that is taken stays with who has it. */
  private setLocked(id: string | undefined, locked: boolean): object | undefined {
    const workspace = this.workspaceById(id);
    if (!workspace || workspace.locked === locked) return undefined;
    workspace.locked = locked;
    return this.shownWorkspace((one) => one.id === id);
  }

  private variables(id: string | undefined): object {
    const names = Object.keys(this.workspaceById(id)?.variables ?? {});
    const data = names.map((key) => ({
      id: `var-${key}`,
      type: 'vars',
      attributes: { key, sensitive: true, category: 'terraform', hcl: false },
    }));
    return { data, meta: PAGE };
  }

  private newState(workspaceId: string | undefined): object | undefined {
    const state: HcpState = { id: this.id('sv'), content: Buffer.alloc(0) };
    this.workspaceById(workspaceId)?.states.push(state);
    return this.shownState(state.id);
  }

  private currentState(workspaceId: string | undefined): object | undefined {
    return this.shownState(this.workspaceById(workspaceId)?.states.at(-1)?.id);
  }

  private currentOutputs(workspaceId: string | undefined): object | undefined {
    const state = this.workspaceById(workspaceId)?.states.at(-1);
    if (!state) return undefined;
    return {
      data: outputsOf(state).map(({ value, ...output }) =>
        shownOutput(output.sensitive ? output : { ...output, value }),
      ),
      meta: PAGE,
    };
  }

  /** A sensitive output's value is told only to who asks for this one output. */
  private shownOutput(id: string | undefined): object | undefined {
    const output = this.allStates()
      .flatMap(outputsOf)
      .findLast((one) => one.id === id);
    return output && { data: shownOutput(output) };
  }

  private shownState(id: string | undefined): object | undefined {
    const state = this.allStates().find((one) => one.id === id);
    return (
      state && {
        data: {
          id,
          type: 'state-versions',
          attributes: {
            status: 'finalized',
            'hosted-state-download-url': this.address(`/storage/states/${state.id}`),
            'hosted-state-upload-url': this.address(`/storage/states/${state.id}`),
            'hosted-json-state-upload-url': this.address(`/storage/json-states/${state.id}`),
          },
        },
      }
    );
  }

  private store(id: string | undefined, content: Buffer): object | undefined {
    const state = this.allStates().find((one) => one.id === id);
    return state && Object.assign(state, { content });
  }

  private newConfiguration(workspaceId: string | undefined, body: Buffer): object | undefined {
    const workspace = this.workspaceById(workspaceId);
    if (!workspace) return undefined;
    const attributes = attributesOf(body);
    const configuration: HcpConfiguration = {
      id: this.id('cv'),
      workspaceId: workspace.id,
      autoQueueRuns: attributes['auto-queue-runs'] !== false,
      speculative: attributes.speculative === true,
    };
    this.configurations.push(configuration);
    return this.shownConfiguration(configuration.id);
  }

  private shownConfiguration(id: string | undefined): object | undefined {
    const configuration = this.configurations.find((one) => one.id === id);
    return (
      configuration && {
        data: {
          id,
          type: 'configuration-versions',
          attributes: {
            status: configuration.archive ? 'uploaded' : 'pending',
            'upload-url': this.address(`/storage/configurations/${configuration.id}`),
          },
        },
      }
    );
  }

  private upload(id: string | undefined, archive: Buffer): object | undefined {
    const configuration = this.configurations.find((one) => one.id === id);
    return configuration && Object.assign(configuration, { archive });
  }

  private newRun(body: Buffer): object | undefined {
    const attributes = attributesOf(body);
    const relationships = parsed(body).data.relationships;
    const workspace = this.workspaceById(relationships?.workspace?.data.id);
    const configuration = this.configurations.findLast(
      (one) =>
        one.workspaceId === workspace?.id &&
        [one.id, undefined].includes(relationships?.['configuration-version']?.data.id),
    );
    if (!workspace || !configuration?.archive) return undefined;
    const run: HcpRun = {
      id: this.id('run'),
      workspaceId: workspace.id,
      configurationId: configuration.id,
      message: typeof attributes.message === 'string' ? attributes.message : '',
      isDestroy: attributes['is-destroy'] === true,
      planOnly: attributes['plan-only'] === true || configuration.speculative,
      autoApply: attributes['auto-apply'] === true,
      variables: Array.isArray(attributes.variables) ? (attributes.variables as HcpRun['variables']) : [],
      status: 'planning',
      hasChanges: false,
      planLog: '\u0002',
      applyLog: '\u0002',
    };
    this.runs.push(run);
    void this.doPlan(run, workspace, configuration.archive);
    return this.shownRun(run.id);
  }

  private async doPlan(run: HcpRun, workspace: HcpWorkspace, archive: Buffer): Promise<void> {
    const { code, log } = await this.runner.plan(run, workspace, archive);
    run.planLog += `${log}\u0003`;
    run.hasChanges = code === 2;
    run.status = code === 0 ? 'planned_and_finished' : code === 2 ? 'planned' : 'errored';
    if (run.planOnly && code === 2) run.status = 'planned_and_finished';
    if (run.status !== 'planned') this.runner.remove(run);
    else if (run.autoApply) await this.doApply(run);
  }

  private async doApply(run: HcpRun): Promise<void> {
    run.status = 'applying';
    const { code, log } = await this.runner.apply(run);
    run.applyLog += `${log}\u0003`;
    const content = readFileSync(this.runner.stateFile(run));
    this.workspaceById(run.workspaceId)?.states.push({ id: this.id('sv'), content });
    run.status = code === 0 ? 'applied' : 'errored';
    this.runner.remove(run);
  }

  private confirm(id: string | undefined): object | undefined {
    const run = this.run(id);
    if (run?.status !== 'planned') return undefined;
    void this.doApply(run);
    return {};
  }

  private discard(id: string | undefined): object | undefined {
    const run = this.run(id);
    return run && Object.assign(run, { status: 'discarded' });
  }

  private shownRun(id: string | undefined): object | undefined {
    const run = this.run(id);
    if (!run) return undefined;
    return {
      data: {
        id,
        type: 'runs',
        attributes: {
          status: run.status,
          message: run.message,
          'has-changes': run.hasChanges,
          'is-destroy': run.isDestroy,
          'plan-only': run.planOnly,
          variables: run.variables,
          actions: { 'is-confirmable': run.status === 'planned', 'is-cancelable': false },
          permissions: { 'can-apply': true },
        },
        relationships: {
          plan: { data: { id: `plan-${run.id}`, type: 'plans' } },
          apply: { data: { id: `apply-${run.id}`, type: 'applies' } },
          workspace: { data: { id: run.workspaceId, type: 'workspaces' } },
          'configuration-version': { data: { id: run.configurationId, type: 'configuration-versions' } },
        },
      },
      included: [
        { id: run.workspaceId, type: 'workspaces', attributes: { 'structured-run-output-enabled': false } },
        { id: `plan-${run.id}`, type: 'plans', attributes: this.phase(run, 'plan') },
      ],
    };
  }

  private shownPhase(id: string | undefined, phase: 'plan' | 'apply'): object | undefined {
    const run = this.run(id);
    const type = phase === 'plan' ? 'plans' : 'applies';
    return run && { data: { id: `${phase}-${run.id}`, type, attributes: this.phase(run, phase) } };
  }

  private phase(run: HcpRun, phase: 'plan' | 'apply'): object {
    const log = phase === 'plan' ? run.planLog : run.applyLog;
    const status = !log.endsWith('\u0003') ? 'running' : run.status === 'errored' ? 'errored' : 'finished';
    return { status, 'log-read-url': this.address(`/logs/${phase}-${run.id}`) };
  }

  private get runner(): RemoteRunner {
    if (!this.props.runner) throw new Error('nobody is here to do remote runs');
    return this.props.runner;
  }

  private workspaceById(id: string | undefined): HcpWorkspace | undefined {
    return this.workspaces.find((one) => one.id === id);
  }

  private run(id: string | undefined): HcpRun | undefined {
    return this.runs.find((one) => one.id === id);
  }

  private allStates(): HcpState[] {
    return this.workspaces.flatMap(({ states }) => states);
  }

  private address(path: string): string {
    return `https://${this.hostname}${path}`;
  }

  private id(kind: string): string {
    this.counter += 1;
    return `${kind}-${String(this.counter).padStart(4, '0')}`;
  }
}

interface Output {
  readonly id: string;
  readonly name: string;
  readonly type: unknown;
  readonly sensitive: boolean;
  readonly value?: unknown;
}

type StoredOutput = Omit<Output, 'id' | 'name' | 'sensitive'> & { readonly sensitive?: boolean };

function outputsOf({ id, content }: HcpState): Output[] {
  const { outputs } = JSON.parse(content.toString()) as { outputs: Record<string, StoredOutput> };
  return Object.entries(outputs).map(([name, output]) => ({
    ...output,
    // An id is no name: it has no special characters.
    id: `wsout-${id}-${Buffer.from(name).toString('hex')}`,
    name,
    sensitive: output.sensitive ?? false,
  }));
}

function shownOutput({ id, type: detailed, ...rest }: Output): object {
  const type = typeof detailed === 'string' ? detailed : 'object';
  return { id, type: 'state-version-outputs', attributes: { ...rest, type, 'detailed-type': detailed } };
}

const PAGE = { pagination: { 'current-page': 1, 'total-pages': 1, 'total-count': 1, 'page-size': 100 } };

const PERMISSIONS = {
  'can-lock': true,
  'can-unlock': true,
  'can-queue-run': true,
  'can-queue-apply': true,
  'can-queue-destroy': true,
  'can-update': true,
  'can-update-variable': true,
  'can-read-settings': true,
};

function shownProject({ id, name }: { readonly id: string; readonly name: string }): object {
  return { id, type: 'projects', attributes: { name } };
}

function parsed(body: Buffer): JsonApi {
  return JSON.parse(body.toString()) as JsonApi;
}

function attributesOf(body: Buffer): Readonly<Record<string, unknown>> {
  return parsed(body).data.attributes ?? {};
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`a text is missing in a request`);
  return value;
}

/** A piece of a log, as its reader asks for it. */
function slice(log: string | undefined, query: URLSearchParams): Buffer | undefined {
  const offset = Number(query.get('offset') ?? 0);
  return log === undefined
    ? undefined
    : Buffer.from(log).subarray(offset, offset + Number(query.get('limit') ?? 65536));
}

function send(response: ServerResponse, status: number, answer: object): void {
  const isData = Buffer.isBuffer(answer);
  response.writeHead(status, {
    'content-type': isData ? 'application/octet-stream' : 'application/vnd.api+json',
    'tfp-api-version': '2.6',
    'tfp-appname': 'HCP Terraform',
    'x-ratelimit-limit': '1000',
  });
  response.end(isData ? answer : JSON.stringify(answer));
}
