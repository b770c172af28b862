import { AwsError } from '../cloud.ts';

export interface PageRequest {
  readonly size: number;
  readonly token: string | undefined;
  /** The code of the error for a token that this service never gave. */
  readonly invalidTokenCode: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** One page of a list. The token carries the place only, so a list that changes between two pages may skip or repeat. */
export function page<Item>(items: readonly Item[], request: PageRequest): Page<Item> {
  const start = request.token === undefined ? 0 : placeOf(request.token, request.invalidTokenCode);
  const end = start + request.size;
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: tokenFor(end) }) };
}

export function tokenFor(place: number): string {
  return Buffer.from(`place:${place}`).toString('base64url');
}

export function placeOf(token: string, invalidTokenCode: string): number {
  const place = /^place:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (place === undefined) throw new AwsError(invalidTokenCode, `The specified token is not valid: ${token}`);
  return Number(place);
}

export interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
  /** The error with which the service refuses; most of them have the same. */
  readonly code?: string;
}

/** MaxResults and its kin: AWS refuses what is out of bounds instead of trimming it. */
export function sizeWithin(
  asked: number | undefined,
  { name, least, most, otherwise, code = 'ValidationException' }: Bounds,
): number {
  if (asked === undefined) return otherwise;
  if (Number.isInteger(asked) && asked >= least && asked <= most) return asked;
  throw new AwsError(
    code,
    `1 validation error detected: Value '${asked}' at '${name}' failed to satisfy constraint: wanted an integer from ${least} to ${most}`,
  );
}
