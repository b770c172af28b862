import type { Wait } from '../../shared/domain/window/before-roster.ts';
import { holdOn, type Intents, sayScope } from '../../shared/domain/window/hold.ts';
import { windowWaitingNotice } from '../../shared/notices/opening-notices.ts';
import type { Opening } from './open-window.ts';
import type { Step, Sweep, World } from './sweep-windows.ts';
import { aboutEvent, windowFacts } from './window-facts.ts';

/** The window stays claimed and shut: people and systems are told for what, once for each reason. */
export async function waitWindow(
  opening: Opening,
  { reason, waitsFor, until }: Wait,
  { intents }: Sweep,
  world: World,
): Promise<Step> {
  const { window, entry, waitingFor } = opening;
  const releasedBy = releaseOf(opening, reason, intents);
  await world.tell(
    windowWaitingNotice(windowFacts(window, entry, world.now()), { reason, waitsFor, until, releasedBy }),
  );
  if (waitingFor !== reason) {
    await world.announce({ kind: 'Window Held', ...aboutEvent(opening), reason, waitsFor });
    await world.windows.setWaiting(window.id, reason);
  }
  return { window: window.id, did: 'waits', why: waitsFor };
}

/** Other runs of the window have begun, so that it is open; this one is tried again until the last start. */
export async function waitInPart(
  open: Pick<Opening, 'window' | 'entry' | 'waitingFor'>,
  { reason, waitsFor, until }: Wait,
  { intents }: Sweep,
  world: World,
): Promise<void> {
  const { window, entry } = open;
  const releasedBy = releaseOf(open, reason, intents);
  const waiting = { reason, waitsFor, until, releasedBy, inPart: true };
  await world.tell(windowWaitingNotice(windowFacts(window, entry, world.now()), waiting));
  if (open.waitingFor !== reason) await world.windows.setWaiting(window.id, reason);
}

/** What an operator may release to end the waiting; nothing where that would not help. */
function releaseOf(
  { window }: Pick<Opening, 'window'>,
  reason: Wait['reason'],
  { holds }: Intents,
): string | undefined {
  switch (reason) {
    case 'held': {
      const hold = holdOn(window, holds) ?? holds.find(({ scope }) => scope.kind === 'account');
      return hold && sayScope(hold.scope);
    }
    case 'ring-not-final':
    case 'ring-below-success':
    case 'ring-soaking':
    case 'ring-incident':
    case 'ring-unproven':
    case 'roster-shrunk':
      return `window ${window.id}`;
    default:
      return undefined;
  }
}
