import type { Place } from './parameter-store.ts';

/** Said before anything else: the wrong account is found out here, or not at all. */
export function printPlace({ account, region }: Place): string {
  return `Account ${account}, Region ${region}\n`;
}
