/**
 * One dynalite for each account and Region that has a table, spoken to without a socket. Point-in-time recovery and
 * time-to-live are accepted and do nothing; transactions are not there.
 */
import { EventEmitter } from 'node:events';
import dynalite from 'dynalite';
import { AwsError } from '../cloud.ts';

type Server = ReturnType<typeof dynalite>;

/** Dynalite checks that a request is signed, not by whom: IAM has been asked already. */
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=embedded/20260101/region/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

export class DynamoEngine {
  readonly #server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

  async call(operation: string, input: object): Promise<object> {
    const { status, body } = await this.#exchange(operation, JSON.stringify(input));
    const output: unknown = JSON.parse(body);
    if (typeof output !== 'object' || output === null) throw new Error(`Dynalite answered ${body} to ${operation}`);
    if (status === 200) return output;
    throw refusal(operation, status, output);
  }

  #exchange(operation: string, body: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve) => {
      const request = new Request(operation);
      const answer = {
        statusCode: 200,
        setHeader: () => undefined,
        end(text: string) {
          resolve({ status: this.statusCode, body: text });
        },
      };
      this.#server.emit('request', request, answer);
      request.emit('data', Buffer.from(body));
      request.emit('end');
    });
  }
}

/** As much of an incoming request as dynalite looks at. */
class Request extends EventEmitter {
  readonly method = 'POST';
  readonly url = '/';
  readonly headers: Readonly<Record<string, string>>;

  constructor(operation: string) {
    super();
    this.headers = {
      authorization: SIGNED,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
  }
}

function refusal(operation: string, status: number, output: object): AwsError {
  const { __type: type, message, Message, ...fields } = { __type: '', message: '', Message: '', ...output };
  const code = String(type).split('#').at(-1) ?? '';
  if (code === 'UnknownOperationException') {
    return new AwsError('NotImplemented', `The embedded DynamoDB does not serve ${operation}.`, { status: 501 });
  }
  return new AwsError(code, String(message || Message), { status, fields });
}
