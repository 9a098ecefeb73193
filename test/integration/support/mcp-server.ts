import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message of JSON-RPC, which the Model Context Protocol speaks. */
interface Message {
  readonly id?: number | string;
  readonly method: string;
}

/** A server of the Model Context Protocol with tools that do nothing; it writes down who asks. */
export class McpServer {
  readonly authorizations: (string | undefined)[] = [];
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  private constructor(private readonly tools: readonly string[]) {}

  static async start(tools: readonly string[]): Promise<McpServer> {
    const server = new McpServer(tools);
    await new Promise<void>((started) => server.server.listen(0, '127.0.0.1', started));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.authorizations.push(request.headers.authorization);
    if (request.method !== 'POST') {
      // It streams nothing by itself.
      response.writeHead(405).end();
      return;
    }
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as Message;
    if (id === undefined) {
      response.writeHead(202).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: this.result(method) }));
  }

  private result(method: string): object {
    switch (method) {
      case 'initialize':
        return {
          protocolVersion: '2025-06-18',
          capabilities: { tools: {} },
          serverInfo: { name: 'tools', version: '1' },
        };
      case 'tools/list':
        return { tools: this.tools.map((name) => ({ name, description: name, inputSchema: { type: 'object' } })) };
      default:
        return {};
    }
  }
}
