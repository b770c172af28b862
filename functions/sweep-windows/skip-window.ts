import { decideFreeze } from '../../shared/domain/window/freeze.ts';
import { makeUpWindows } from '../../shared/domain/window/make-up.ts';
import { windowSkippedNotice } from '../../shared/notices/window-notices.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';
import { judgeUnopened, type Unopened } from './unopened-window.ts';
import { aboutEvent, windowFacts } from './window-facts.ts';

/** A freeze takes the window: its nodes are skipped, and the next window that no freeze takes makes up for it. */
export async function skipWindow(
  skipped: Unopened,
  { waitsFor }: { readonly waitsFor: string },
  sweep: Sweep,
  world: World,
): Promise<Step> {
  const { window, entry } = skipped;
  const reason = 'frozen';
  const makeUpOpensAt = await findMakeUp(skipped, world);
  const { nodes, counts, unread } = await judgeUnopened(skipped, { kind: 'skipped', reason }, sweep, world);
  const facts = windowFacts(window, entry, world.now());
  await world.tell(windowSkippedNotice(facts, { nodes, waitsFor, makeUpOpensAt, unread }));
  const roster = nodes.length;
  await world.announce({ kind: 'Window Skipped', ...aboutEvent(skipped), reason, roster, makeUpOpensAt });
  await world.windows.setOver(window.id, {
    state: 'skipped',
    reason,
    roster,
    verdicts: counts,
    endedAt: world.now(),
    makeUpOpensAt,
  });
  return { window: window.id, did: 'skipped', why: reason };
}

/** One whose calendars cannot be read is not promised. */
async function findMakeUp({ window, entry }: Unopened, world: World): Promise<Date | undefined> {
  for (const next of makeUpWindows(window, entry)) {
    const reading = await world.readCalendars(entry.calendars, { now: next.opensAt, end: next.closesAt });
    if (decideFreeze(next, reading).kind === 'free') return next.opensAt;
  }
  return undefined;
}
