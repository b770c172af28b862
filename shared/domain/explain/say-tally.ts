import type { WindowRecord } from './ledger-records.ts';

/** Such as `3 patched, 1 failed of 4`; the verdicts that no node has are left out. */
export function sayTally({ verdicts = {}, roster = 0 }: Pick<WindowRecord, 'verdicts' | 'roster'>): string {
  const said = Object.entries(verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  return `${said.length === 0 ? 'no verdicts' : said.join(', ')} of ${roster}`;
}
