import { UserError } from '../../environments';

/** Where a run is. */
export interface HcpRun {
  readonly id: string;
  readonly status: string;
  /** Whether it waits for somebody to approve its plan. */
  readonly confirmable: boolean;
}

interface Answer {
  readonly data: {
    readonly id: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  };
}

/** The fetch of Node, or one that a test brings. */
type Fetch = typeof fetch;

/**
 * What of HCP Terraform's API an API-driven run takes.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/run/api
 */
export class HcpApi {
  private constructor(
    private readonly base: string,
    private readonly token: string,
    private readonly fetch: Fetch,
  ) {}

  /** Finds the API of a host where the host says that it is. */
  static async of(host: string, token: string, using: Fetch = fetch): Promise<HcpApi> {
    const discovery = `https://${host}/.well-known/terraform.json`;
    const response = await using(discovery).catch((error: unknown) => {
      throw new UserError(`${host} cannot be reached: ${reason(error)}`);
    });
    const services = response.ok ? ((await response.json()) as Record<string, string>) : {};
    const path = services['tfe.v2'];
    if (path === undefined) throw new UserError(`${host} is no HCP Terraform and no Terraform Enterprise`);
    return new HcpApi(new URL(path, discovery).href, token, using);
  }

  async workspaceId(organization: string, name: string): Promise<string> {
    const { id } = await this.call('GET', `organizations/${organization}/workspaces/${name}`);
    return id;
  }

  /** Uploads a packed stack, for a run that is asked for afterwards. */
  async upload(workspaceId: string, archive: Buffer, planOnly: boolean): Promise<string> {
    const attributes = { 'auto-queue-runs': false, speculative: planOnly };
    const data = { type: 'configuration-versions', attributes };
    const made = await this.call('POST', `workspaces/${workspaceId}/configuration-versions`, { data });
    const url = String(made.attributes['upload-url']);
    // The address is the permission: it takes no token.
    const response = await this.fetch(url, { method: 'PUT', body: new Uint8Array(archive) });
    if (!response.ok) throw new UserError(`the configuration was not taken: ${response.status}`);
    await this.until(
      () => this.call('GET', `configuration-versions/${made.id}`),
      ({ attributes: { status } }) => status !== 'pending',
    );
    return made.id;
  }

  async run(workspaceId: string, configurationId: string, message: string): Promise<HcpRun> {
    const data = {
      type: 'runs',
      attributes: { message },
      relationships: {
        workspace: { data: { type: 'workspaces', id: workspaceId } },
        'configuration-version': { data: { type: 'configuration-versions', id: configurationId } },
      },
    };
    return asRun(await this.call('POST', 'runs', { data }));
  }

  /** Waits for as long as a run goes on by itself, or until `enough` says so. */
  async watch(id: string, enough: (run: HcpRun) => boolean): Promise<HcpRun> {
    return this.until(async () => asRun(await this.call('GET', `runs/${id}`)), enough);
  }

  async approve(id: string, comment: string): Promise<void> {
    await this.request('POST', `runs/${id}/actions/apply`, { comment });
  }

  private async until<Seen>(look: () => Promise<Seen>, enough: (seen: Seen) => boolean): Promise<Seen> {
    for (;;) {
      const seen = await look();
      if (enough(seen)) return seen;
      await new Promise((over) => setTimeout(over, POLL_MILLISECONDS));
    }
  }

  private async call(method: string, path: string, body?: object): Promise<Answer['data']> {
    return ((await (await this.request(method, path, body)).json()) as Answer).data;
  }

  private async request(method: string, path: string, body?: object): Promise<Response> {
    const response = await this.fetch(`${this.base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/vnd.api+json' },
      body: body && JSON.stringify(body),
    });
    if (response.ok) return response;
    // It says of what the token may not see that it is not there.
    throw new UserError(
      response.status === 404
        ? `HCP Terraform does not know ${path}, or the token may not see it`
        : `HCP Terraform refuses ${method} ${path}: ${response.status} ${await response.text()}`,
    );
  }
}

const POLL_MILLISECONDS = 1000;

function asRun({ id, attributes }: Answer['data']): HcpRun {
  const actions = attributes.actions as { readonly 'is-confirmable'?: boolean } | undefined;
  return { id, status: String(attributes.status), confirmable: actions?.['is-confirmable'] ?? false };
}

/** Node tells only that a fetch failed; why stands in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
