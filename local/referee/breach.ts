/** The promises that Patchplane makes, whatever happens. */
export const LAWS = {
  P1: 'on time',
  P2: 'at most once',
  P3: 'conservation',
  P4: 'nothing silent',
  P5: 'fail closed',
  P6: 'isolation',
  P7: 'convergence',
  P8: 'own tail',
} as const;

export type Law = keyof typeof LAWS;

/** A promise that was broken, in a sentence that names the node, the instants and the numbers. */
export interface Breach {
  readonly law: Law;
  readonly says: string;
}

export function sayBreach({ law, says }: Breach): string {
  return `${law}, ${LAWS[law]}: ${says}`;
}
