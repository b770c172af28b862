import type { ReservedValue } from '../schedule/tag-value.ts';
import { type Exception, stands } from './exception.ts';
import type { TagVerdict } from './judge-tag.ts';

/** What a reserved value has to have behind it. */
export interface Excuse {
  readonly now: Date;
  readonly exception: Exception | undefined;
  /** The node belongs to an Auto Scaling group, which replaces it. */
  readonly grouped: boolean;
  /** The settings say that nodes such as this one are replaced. */
  readonly replaceAllowed: boolean;
}

/**
 * `EXEMPT` needs an exception that is approved and has not ended; `REPLACE` needs an Auto Scaling group, or a rule of the
 * settings. Without it the value keeps the node out of all windows by nobody's leave, and does not comply.
 */
export function judgeReserved(value: ReservedValue, { now, exception, grouped, replaceAllowed }: Excuse): TagVerdict {
  switch (value) {
    case 'EXEMPT':
      return stands(exception, now)
        ? { kind: 'reserved', value }
        : { kind: 'unexcused', value, problem: sayMissing(exception) };
    case 'REPLACE':
      return grouped || replaceAllowed
        ? { kind: 'reserved', value }
        : {
            kind: 'unexcused',
            value,
            problem: 'It is in no Auto Scaling group, and no rule of the settings allows it.',
          };
  }
}

function sayMissing(exception: Exception | undefined): string {
  switch (exception?.kind) {
    case undefined:
    case 'refused':
      return 'No exception was approved for it.';
    case 'requested':
      return 'Its exception was asked for, and nobody has approved it.';
    case 'approved':
    case 'expiring':
    case 'ended':
      return `Its exception ended at ${exception.until.toISOString()}.`;
  }
}
