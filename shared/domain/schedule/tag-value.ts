/** What the tag `maintenance:patching` may say: a schedule, or one of two words that keep a node out of all windows. */
import { parseSchedule, type Refusal, type Schedule } from './schedule.ts';

/** `EXEMPT` is an approved exception; `REPLACE` is a node that is never patched in place. */
export const reservedValues = ['EXEMPT', 'REPLACE'] as const;
export type ReservedValue = (typeof reservedValues)[number];

export type TagValue =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'reserved'; readonly value: ReservedValue }
  | Refusal;

export function parseTagValue(text: string): TagValue {
  const value = reservedValues.find((reserved) => reserved === text);
  return value === undefined ? parseSchedule(text) : { kind: 'reserved', value };
}
