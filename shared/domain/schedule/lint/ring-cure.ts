/** Another date for a later ring, on which it keeps its distance from the ring before. */
import { weekdays } from '../schedule.ts';
import type { LintContext } from './lint-check.ts';
import { type Alternative, otherWeeks } from './other-schedules.ts';
import { provenCure } from './proven-cure.ts';
import { isTooSoon } from './ring-soak.ts';
import { isInverted, ringPairing } from './ring-windows.ts';
import type { Subject } from './subject.ts';

/** Never one that follows the month before: that would be in order, but hard to tell from what it is to cure. */
export function ringCure(before: Subject, later: Subject, context: LintContext): Subject | undefined {
  return provenCure(later, alternatives(before, later), context, (other) => {
    const { follows, months } = ringPairing(before, other, context.months);
    const wrong = months.some((month) => isInverted(month) || isTooSoon(month, other.rule.soakHours));
    return follows === 'same-month' && !wrong;
  });
}

/** First another week of the month; then the date of the ring before as the anchor, moved on to the same weekday. */
function alternatives(before: Subject, { schedule, rule }: Subject): Alternative[] {
  const weeks = otherWeeks({ schedule, offsetDays: rule.offsetDays });
  const { weekday, occurrence } = before.schedule;
  if (occurrence.kind === 'weekly' || occurrence.nth === 5) return weeks;

  const days = (weekdays.indexOf(schedule.weekday) - weekdays.indexOf(weekday) + 7) % 7;
  const first = before.rule.offsetDays + (days === 0 ? 7 : days);
  // An hour later where the value would be that of the ring before, of which there can be only one.
  const hours = [schedule.hour, (schedule.hour + 1) % 24];
  const anchored = [0, 7, 14, 21].flatMap((more) =>
    hours.map((hour) => ({ schedule: { hour, weekday, occurrence }, offsetDays: first + more })),
  );
  return [...weeks, ...anchored];
}
