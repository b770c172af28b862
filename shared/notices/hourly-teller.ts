import type { NoticeHolder } from '../aws/ledger/held-notice-rows.ts';
import type { OwnerHourRows } from '../aws/ledger/owner-hour-rows.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import type { Tell } from './teller.ts';

/**
 * Tells an owner about a tag at once if nobody has told them about any within the hour, and holds the notice otherwise:
 * what is held is told as one digest once the hour is over. Incidents, and what is about no tag, are told as ever.
 */
export function hourlyTeller(world: {
  readonly now: () => Date;
  readonly hours: Pick<OwnerHourRows, 'take'>;
  readonly held: NoticeHolder;
  readonly tell: Tell;
}): Tell {
  const { now, hours, held, tell } = world;
  return async (notice) => {
    if (!mayWait(notice)) return tell(notice);
    // A fact that is known takes nobody's hour.
    if (await held.isNoted(notice.key)) return;
    const owner = ownerOf(notice);
    const at = now();
    if (await hours.take(owner, { key: notice.key, at })) await tell(notice);
    else await held.hold(notice, { owner, at });
  };
}

/** Empty where the node names none: operations read it then. */
export function ownerOf({ about }: Notice): string {
  const owners = about['owners'] ?? [];
  return (typeof owners === 'string' ? owners : owners[0]) ?? '';
}

function mayWait({ kind, incident }: Notice): boolean {
  return ABOUT_A_TAG.has(kind) && incident !== true;
}

const ABOUT_A_TAG: ReadonlySet<Notice['kind']> = new Set([
  'tag-refused',
  'tag-corrected',
  'tag-defaulted',
  'tag-default-due',
  'tag-not-defaulted',
]);
