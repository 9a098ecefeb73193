import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';

/** What a server answers; an error is an answer too. */
export type Reply = string | number | null | RedisError | readonly Reply[];

/** An error as the server words it, `NOPERM …` or `OOM …` for example. */
export class RedisError {
  constructor(readonly message: string) {}
}

/** A client as applications have one: told where and who by a connection string, over TLS with a verified server. */
export class RedisClient {
  private buffer: Buffer = Buffer.alloc(0);
  private readonly waiting: ((reply: Reply) => void)[] = [];

  private constructor(private readonly socket: TLSSocket) {
    socket.on('data', (chunk: Buffer) => {
      this.buffer = this.buffer.length > 0 ? Buffer.concat([this.buffer, chunk]) : chunk;
      this.deliver();
    });
  }

  /** Connects and logs in as the URL says, percent-decoded. */
  static async connect(url: string, certificateAuthorityFile: string): Promise<RedisClient> {
    const { protocol, hostname, port, username, password } = new URL(url);
    if (protocol !== 'rediss:') throw new Error('a connection string without TLS');
    const socket = await new Promise<TLSSocket>((resolve, reject) => {
      const options = { host: hostname, port: Number(port), ca: readFileSync(certificateAuthorityFile) };
      const connecting = connect(options, () => {
        resolve(connecting);
      });
      connecting.once('error', reject);
    });
    const client = new RedisClient(socket);
    if (password) {
      const who = username ? [decodeURIComponent(username)] : [];
      const reply = await client.command('AUTH', ...who, decodeURIComponent(password));
      if (reply !== 'OK') {
        client.close();
        throw new Error(reply instanceof RedisError ? reply.message : 'not let in');
      }
    }
    return client;
  }

  command(...parts: readonly string[]): Promise<Reply> {
    const reply = new Promise<Reply>((resolve) => this.waiting.push(resolve));
    const encoded = parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('');
    this.socket.write(`*${parts.length}\r\n${encoded}`);
    return reply;
  }

  /** A line of `INFO`, as a number. */
  async info(name: string): Promise<number> {
    const text = await this.command('INFO');
    const value = typeof text === 'string' ? new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1] : undefined;
    if (value === undefined) throw new Error(`INFO does not say ${name}`);
    return Number(value);
  }

  close(): void {
    this.socket.destroy();
  }

  private deliver(): void {
    for (;;) {
      const parsed = parse(this.buffer, 0);
      if (!parsed) return;
      this.buffer = this.buffer.subarray(parsed.end);
      this.waiting.shift()?.(parsed.reply);
    }
  }
}

/** One reply of RESP2 from `start`, or nothing while it is incomplete. */
function parse(buffer: Buffer, start: number): { readonly reply: Reply; readonly end: number } | undefined {
  const lineEnd = buffer.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const kind = String.fromCharCode(buffer[start] ?? 0);
  const line = buffer.toString('utf8', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (kind) {
    case '+':
      return { reply: line, end };
    case '-':
      return { reply: new RedisError(line), end };
    case ':':
      return { reply: Number(line), end };
    case '$': {
      const length = Number(line);
      if (length < 0) return { reply: null, end };
      if (buffer.length < end + length + 2) return undefined;
      return { reply: buffer.toString('utf8', end, end + length), end: end + length + 2 };
    }
    case '*':
      return Number(line) < 0 ? { reply: null, end } : parseArray(buffer, end, Number(line));
    default:
      throw new Error(`not RESP: ${kind}`);
  }
}

function parseArray(buffer: Buffer, start: number, length: number) {
  const replies: Reply[] = [];
  let end = start;
  for (let index = 0; index < length; index += 1) {
    const parsed = parse(buffer, end);
    if (!parsed) return undefined;
    replies.push(parsed.reply);
    end = parsed.end;
  }
  return { reply: replies, end };
}
