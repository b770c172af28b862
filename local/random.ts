import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and the label only. */
export function seededRandom(seed: number): (label: string) => number {
  return (label) => createHash('sha256').update(`${seed}/${label}`).digest().readUInt32BE(0) / 2 ** 32;
}
