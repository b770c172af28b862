import * as z from 'zod/mini';

/** Which node: `i-…` is an EC2 instance, `mi-…` a hybrid managed instance. */
export interface NodeReference {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly arn: string;
}

const instanceId = 'i-(?:[0-9a-f]{8}|[0-9a-f]{17})';
const hybridId = 'mi-[0-9a-f]{17}';

/** Instances of before 2016 have 8 digits, all others 17. */
export const nodeId = z
  .string()
  .check(z.regex(new RegExp(`^(?:${instanceId}|${hybridId})$`), 'a node id (i- or mi- and 17 hexadecimal digits)'));

export const hybridNodeId = z
  .string()
  .check(z.regex(new RegExp(`^${hybridId}$`), 'a hybrid node id (mi- and 17 hexadecimal digits)'));

const home = 'arn:aws[a-z-]*:SERVICE:[a-z0-9-]+:\\d{12}';
const instanceArn = `${home.replace('SERVICE', 'ec2')}:instance/${instanceId}`;
const hybridArn = `${home.replace('SERVICE', 'ssm')}:managed-instance/${hybridId}`;

const anyArn = new RegExp(`^(?:${instanceArn}|${hybridArn})$`);

/** Aborts, so that no check of the event around it meets the bare text where it expects a node. */
export const nodeArn = z.pipe(
  z.string().check(z.regex(anyArn, { error: 'the ARN of an EC2 or managed instance', abort: true })),
  z.transform(nodeOfArn),
);

function nodeOfArn(arn: string): NodeReference {
  const [, , , region = '', account = '', resource = ''] = arn.split(':');
  return { id: resource.slice(resource.indexOf('/') + 1), account, region, arn };
}

/** For events that name a node by its id alone. */
export function nodeReference({ id, account, region }: Omit<NodeReference, 'arn'>): NodeReference {
  const home = `${region}:${account}`;
  const resource = isHybrid({ id }) ? `ssm:${home}:managed-instance/${id}` : `ec2:${home}:instance/${id}`;
  return { id, account, region, arn: `arn:${partitionOf(region)}:${resource}` };
}

/** A machine outside EC2, which Systems Manager alone knows. */
export function isHybrid({ id }: Pick<NodeReference, 'id'>): boolean {
  return id.startsWith('mi-');
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
