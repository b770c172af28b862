/** Identifiers that AWS would draw at random: here a hash of what they stand for, so that a run can be repeated. */
import { createHash } from 'node:crypto';
import type { Call, Cell } from '../cloud.ts';

export function hexOf(label: string, length: number): string {
  return createHash('sha256').update(label).digest('hex').slice(0, length);
}

/** In the form of a version 4 UUID, which is what AWS's validation patterns ask for. */
export function uuidOf(label: string): string {
  const hex = hexOf(label, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** The account and Region that a call works in. */
export function cellOf(call: Call): Cell {
  return { account: call.principal.account, region: call.region };
}
