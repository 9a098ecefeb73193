import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of S3 and STS as Terraform's S3 backend asks for. */
export class S3Server {
  /** Objects by `bucket/key`. */
  readonly objects = new Map<string, Buffer>();
  /** The account of whoever asks. */
  account = '111111111111';
  private readonly server: Server;

  /** @param hasBucket whether a bucket is there */
  constructor(private readonly hasBucket: (bucket: string) => boolean) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What leads the AWS SDK here, as somebody. */
  get environment(): Readonly<Record<string, string>> {
    const address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_S3: 'http://s3.test',
      AWS_ENDPOINT_URL_STS: 'http://sts.test',
      // A bucket's name is part of the host's, which only a proxy can take wherever it leads.
      HTTP_PROXY: address,
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { hostname, pathname } = new URL(request.url ?? '', 'http://unknown');
    if (hostname === 'sts.test') {
      xml(response, 200, callerIdentity(this.account));
      return;
    }
    const bucket = hostname.replace(/\.s3\.test$/, '');
    const key = decodeURIComponent(pathname.slice(1));
    if (!this.hasBucket(bucket)) {
      xml(
        response,
        404,
        '<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>',
      );
    } else if (key === '') {
      xml(response, 200, `<ListBucketResult><Name>${bucket}</Name><KeyCount>0</KeyCount></ListBucketResult>`);
    } else {
      this.answerObject(request, response, `${bucket}/${key}`, Buffer.concat(chunks));
    }
  }

  private answerObject(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void {
    const object = this.objects.get(key);
    switch (request.method) {
      case 'PUT':
        if (object && request.headers['if-none-match'] === '*') {
          xml(response, 412, '<Error><Code>PreconditionFailed</Code></Error>');
          return;
        }
        this.objects.set(key, body);
        response.writeHead(200, { etag: '"1"' }).end();
        return;
      case 'DELETE':
        this.objects.delete(key);
        response.writeHead(204).end();
        return;
      default:
        if (!object) xml(response, 404, '<Error><Code>NoSuchKey</Code></Error>');
        else
          response
            .writeHead(200, { etag: '"1"', 'content-length': object.length })
            .end(request.method === 'HEAD' ? undefined : object);
    }
  }
}

function xml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
}

function callerIdentity(account: string): string {
  return (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>arn:aws:sts::${account}:assumed-role/admin/test</Arn><UserId>AROATEST:test</UserId><Account>${account}</Account>` +
    '</GetCallerIdentityResult></GetCallerIdentityResponse>'
  );
}
