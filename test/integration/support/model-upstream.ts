import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call to a model, as the provider got it. */
export interface ModelCall {
  readonly model: string;
  readonly key: string | undefined;
}

/** Words of an answer that streams, one every {@link PAUSE_MS}. */
export const STREAMED_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const PAUSE_MS = 300;

/** The model that always fails. */
export const BROKEN = 'broken-upstream';

/**
 * A provider that speaks OpenAI's API: it writes down every call, answers with the model's own name, and fails for one
 * model. Below `/elsewhere` it is another service, which answers with what it was asked.
 */
export class ModelUpstream {
  readonly calls: ModelCall[] = [];
  private goOn: Promise<void> = Promise.resolve();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  private constructor() {
    // LiteLLM keeps connections; one that ends while it is idle would look like a model that fails.
    this.server.keepAliveTimeout = 600_000;
  }

  static async start(): Promise<ModelUpstream> {
    const upstream = new ModelUpstream();
    await new Promise<void>((started) => upstream.server.listen(0, '127.0.0.1', started));
    return upstream;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How often a model was called. */
  count(model: string): number {
    return this.calls.filter((call) => call.model === model).length;
  }

  /** Has streams stop after their first word, until what it gives is called. */
  holdStreams(): () => void {
    let release = (): void => undefined;
    this.goOn = new Promise((resolve) => (release = resolve));
    return release;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', method, headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (url.startsWith('/elsewhere')) {
      json(response, 200, { url, authorization: headers.authorization });
      return;
    }
    // LiteLLM also asks who it is talking to; that is no call to a model.
    if (method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    const { model, stream } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; stream?: boolean };
    this.calls.push({ model, key: headers.authorization });
    if (model === BROKEN) json(response, 500, { error: { message: 'down' } });
    else if (stream) await streamTo(response, model, this.goOn);
    else json(response, 200, completion(model));
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function completion(model: string): object {
  const message = { role: 'assistant', content: `an answer of ${model}` };
  return {
    id: 'x',
    created: 1,
    model,
    object: 'chat.completion',
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    choices: [{ index: 0, finish_reason: 'stop', message }],
  };
}

async function streamTo(response: ServerResponse, model: string, goOn: Promise<void>): Promise<void> {
  const chunk = (delta: object, reason: string | null) => {
    const choices = [{ index: 0, delta, finish_reason: reason }];
    return `data: ${JSON.stringify({ id: 'x', created: 1, model, object: 'chat.completion.chunk', choices })}\n\n`;
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of STREAMED_WORDS) {
    response.write(chunk({ role: 'assistant', content }, null));
    await goOn;
    await new Promise((passed) => setTimeout(passed, PAUSE_MS));
  }
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}
