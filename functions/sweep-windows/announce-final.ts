import type { FollowedRows, FollowedWindow } from '../../shared/aws/ledger/followed-rows.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';

/** Tells other systems that a window is final, and notes that they were told: a crash in between repeats it. */
export async function announceFinal(
  {
    window,
    entry,
    emergency,
    roster,
    verdicts,
  }: Pick<FollowedWindow, 'window' | 'entry' | 'emergency' | 'roster' | 'verdicts'>,
  { announce, followed }: { announce: Announce; followed: Pick<FollowedRows, 'setAnnounced'> },
): Promise<void> {
  await announce({
    kind: 'Window Final',
    window: window.id,
    schedule: window.schedule,
    environment: entry.environment,
    emergency: emergency !== undefined,
    roster,
    verdicts,
  });
  await followed.setAnnounced(window.id);
}
