import type { Reason } from '../../shared/domain/reporting/reasons.ts';
import { windowMissedNotice } from '../../shared/notices/window-notices.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';
import { judgeUnopened, type Unopened } from './unopened-window.ts';
import { aboutEvent, windowFacts } from './window-facts.ts';

/** Nothing of the window began: every node that it owed is missed for the window's own reason, and people are told (P4). */
export async function missWindow(
  missed: Unopened & { readonly reason: Reason },
  sweep: Sweep,
  world: World,
): Promise<Step> {
  const { window, entry, reason } = missed;
  const { nodes, counts, unread } = await judgeUnopened(missed, { kind: 'missed', reason }, sweep, world);
  await world.tell(windowMissedNotice(windowFacts(window, entry, world.now()), { nodes, reason, unread }));
  await world.announce({ kind: 'Window Missed', ...aboutEvent(missed), reason, roster: nodes.length });
  await world.windows.setOver(window.id, {
    state: 'missed',
    reason,
    roster: nodes.length,
    verdicts: counts,
    endedAt: world.now(),
  });
  return { window: window.id, did: 'missed', why: reason };
}
