/** Queues, as far as the templates use them: they hold what could not be delivered. Nothing reads them on the wire. */

import type { VirtualClock } from '../clock.ts';
import { AwsError, type Part, type Principal, type Resource, type ServicePrincipal } from '../cloud.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { readPolicy } from '../iam/policy.ts';

export interface QueuedMessage {
  readonly at: Date;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export class Queues {
  readonly #queues = new Map<string, QueuedMessage[]>();
  readonly #clock: VirtualClock;
  readonly #authorizer: Authorizer;

  constructor(clock: VirtualClock, authorizer: Authorizer) {
    this.#clock = clock;
    this.#authorizer = authorizer;
  }

  create(arn: string): void {
    this.#queues.set(arn, []);
  }

  send(
    caller: Principal | ServicePrincipal,
    arn: string,
    message: { readonly body: string; readonly attributes: Readonly<Record<string, string>> },
  ): void {
    const need = { action: 'sqs:SendMessage', resource: arn };
    const refused =
      'service' in caller
        ? this.#authorizer.refusalOfService(caller, need)
        : this.#authorizer.refusalOf(caller, arn.split(':')[3] ?? '', need);
    if (refused !== undefined) throw new AwsError('AccessDenied', refused, { status: 403 });
    const queue = this.#queues.get(arn);
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', `There is no queue ${arn}.`);
    queue.push({ at: this.#clock.now(), ...message });
  }

  messages(arn: string): readonly QueuedMessage[] {
    return this.#queues.get(arn) ?? [];
  }

  arns(): readonly string[] {
    return [...this.#queues.keys()];
  }
}

export function queuesPart(queues: Queues, authorizer: Authorizer): Part {
  function createQueue({ properties, stack, logicalId }: Resource) {
    const name = typeof properties['QueueName'] === 'string' ? properties['QueueName'] : `${stack.name}-${logicalId}`;
    const arn = `arn:aws:sqs:${stack.region}:${stack.account}:${name}`;
    queues.create(arn);
    const url = `https://sqs.${stack.region}.amazonaws.com/${stack.account}/${name}`;
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  }

  function createPolicy({ properties, logicalId }: Resource) {
    const urls: unknown = properties['Queues'];
    if (!Array.isArray(urls)) throw new Error(`Queues of ${logicalId} is ${JSON.stringify(urls)}: wanted a list`);
    for (const url of urls) {
      authorizer.addResourcePolicy(arnOfUrl(String(url)), readPolicy(properties['PolicyDocument'], logicalId));
    }
    return { ref: logicalId };
  }

  return { resources: { 'AWS::SQS::Queue': createQueue, 'AWS::SQS::QueuePolicy': createPolicy } };
}

function arnOfUrl(url: string): string {
  const [, region, account, name] = /^https:\/\/sqs\.([^.]+)\.amazonaws\.com\/(\d+)\/(.+)$/.exec(url) ?? [];
  if (region === undefined) throw new Error(`Cannot read queue URL ${url}: wanted https://sqs.REGION.amazonaws.com/…`);
  return `arn:aws:sqs:${region}:${account}:${name}`;
}
