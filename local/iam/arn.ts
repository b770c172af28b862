/** `arn:partition:service:region:account:resource`, of which the resource may hold colons. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [scheme, , service, region, account, ...rest] = text.split(':');
  if (scheme !== 'arn' || service === undefined || region === undefined || account === undefined) return undefined;
  return { service, region, account, resource: rest.join(':') };
}

/** Like `parseArn`, for an ARN that our own template or request named. */
export function requireArn(text: string): Arn {
  const arn = parseArn(text);
  if (arn === undefined) throw new Error(`Cannot read ARN "${text}": wanted arn:aws:service:region:account:resource`);
  return arn;
}
