/** Topics: a message that one accepts is in the record, as its subscribers would get it. */
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../cloud.ts';
import { uuidOf } from '../digest.ts';
import { requireArn } from '../iam/arn.ts';
import type { CloudRecord } from '../record.ts';
import { checkMessage, emailBody } from './sns-message.ts';

export class Topics {
  readonly #topics = new Map<string, { readonly keyArn: string | undefined }>();
  readonly #clock: VirtualClock;
  readonly #record: CloudRecord;

  constructor(clock: VirtualClock, record: CloudRecord) {
    this.#clock = clock;
    this.#record = record;
  }

  /** A topic may be encrypted with a key of KMS. */
  create(arn: string, keyArn?: string): void {
    this.#topics.set(arn, { keyArn });
  }

  arns(): readonly string[] {
    return [...this.#topics.keys()];
  }

  keyOf(arn: string): string | undefined {
    return this.#topics.get(arn)?.keyArn;
  }

  /** The id of the message. Who may publish has been decided before. */
  publish(input: PublishCommandInput, region: string): string {
    const topicArn = topicOf(input);
    if (requireArn(topicArn).region !== region) {
      throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn'); // A topic is published to in its Region.
    }
    if (!this.#topics.has(topicArn)) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    checkMessage(input);

    this.#record.messages.push({
      at: this.#clock.now(),
      topicArn,
      subject: input.Subject,
      body: emailBody(input),
      attributes: textAttributes(input),
    });
    return uuidOf(`message/${this.#record.messages.length}`);
  }
}

export function topicOf({ TopicArn, TargetArn }: PublishCommandInput): string {
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined || !arn.startsWith('arn:'))
    throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn');
  return arn;
}

function textAttributes({ MessageAttributes = {} }: PublishCommandInput): Record<string, string> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
      StringValue === undefined ? [] : [[name, StringValue]],
    ),
  );
}
