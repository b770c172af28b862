/** Schedules near another one, the nearest first, of which a cure may propose one. */
import { nths, type Schedule } from '../schedule.ts';

/** Another schedule, and the days by which its entry would move the date. */
export interface Alternative {
  readonly schedule: Schedule;
  readonly offsetDays: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The same nights at other hours; of two equally near, the later. */
export function otherHours({ schedule, offsetDays }: Alternative): Alternative[] {
  const distance = (hour: number) => Math.abs(hour - schedule.hour);
  return HOURS.filter((hour) => hour !== schedule.hour)
    .sort((one, other) => distance(one) - distance(other) || other - one)
    .map((hour) => ({ schedule: { ...schedule, hour }, offsetDays }));
}

/** The same weekday and hour in other weeks of the month, later ones first; never the fifth, which is often missing. */
export function otherWeeks({ schedule, offsetDays }: Alternative): Alternative[] {
  const current = schedule.occurrence.kind === 'nth' ? schedule.occurrence.nth : 0;
  const others = nths.filter((nth) => nth !== 5 && nth !== current);
  const inOrder = [...others.filter((nth) => nth > current), ...others.filter((nth) => nth < current)];
  return inOrder.map((nth) => ({ schedule: { ...schedule, occurrence: { kind: 'nth', nth } }, offsetDays }));
}
