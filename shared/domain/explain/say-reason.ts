import { isReason, REASONS } from '../reporting/reasons.ts';

/** The sentence of a reason; a code of another version is quoted as it stands. */
export function sayReason(reason: string | undefined): string {
  if (reason === undefined) return 'No reason is kept.';
  return isReason(reason) ? REASONS[reason] : `The reason is "${reason}", which this version does not know.`;
}

/** Where a reason is explained. */
export function pageOf(reason: string): string {
  return `docs/reasons/${reason}.md`;
}
