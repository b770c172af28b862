import type { CatalogueEntry } from '../../shared/domain/catalogue/catalogue-entry.ts';
import { nextOccurrence } from '../../shared/domain/schedule/occurrences.ts';
import { parseSchedule } from '../../shared/domain/schedule/schedule.ts';
import type { Window } from '../../shared/domain/schedule/window.ts';
import type { Emergency } from '../../shared/domain/window/emergency.ts';
import type { WindowFacts } from '../../shared/notices/window-notices.ts';

/** What a notice says about a window: itself, its entry, and when the next one of its schedule opens. */
export function windowFacts(window: Window, entry: CatalogueEntry, now: Date): WindowFacts {
  const parsed = parseSchedule(window.schedule);
  if (parsed.kind === 'refused') return { window, entry, nextOpensAt: undefined };
  const { zone, offsetDays } = entry;
  const after = now > window.opensAt ? now : window.opensAt;
  return { window, entry, nextOpensAt: nextOccurrence({ schedule: parsed.schedule, zone, offsetDays }, after).instant };
}

/** What every lifecycle event about a window says of it. */
export function aboutEvent({
  window,
  entry,
  emergency,
}: {
  readonly window: Window;
  readonly entry: CatalogueEntry;
  readonly emergency?: Emergency | undefined;
}) {
  return {
    window: window.id,
    schedule: window.schedule,
    environment: entry.environment,
    emergency: emergency !== undefined,
  };
}
