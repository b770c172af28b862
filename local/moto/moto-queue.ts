/** Three calls of SQS at moto, which looks at the name of the call and not at the signature; no function has an SQS client. */
import * as z from 'zod';

const CREDENTIAL = 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/sqs/aws4_request';

export async function createQueue(endpoint: string, QueueName: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(await call(endpoint, 'CreateQueue', { QueueName }));
  const attributes = await call(endpoint, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = z.object({ Attributes: z.object({ QueueArn: z.string() }) }).parse(attributes);
  return { url: QueueUrl, arn: Attributes.QueueArn };
}

const received = z.object({ Messages: z.optional(z.array(z.object({ Body: z.string() }))) });
const envelope = z.object({ Subject: z.string(), Message: z.string() });

/** What SNS has put into the queue and nobody has read yet. */
export async function readNotices(endpoint: string, QueueUrl: string): Promise<z.infer<typeof envelope>[]> {
  return (await readBodies(endpoint, QueueUrl)).map((body) => envelope.parse(JSON.parse(body)));
}

/** What is read is hidden for half a minute, and nobody asks again that soon. */
export async function readBodies(endpoint: string, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const answer = await call(endpoint, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = received.parse(answer);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => Body));
  }
}

async function call(endpoint: string, operation: string, input: object): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `${CREDENTIAL}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${body}`);
  return JSON.parse(body);
}
