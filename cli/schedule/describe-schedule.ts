import type { Nth, Schedule, Weekday } from '../../shared/domain/schedule/schedule.ts';

const WEEKDAYS: Readonly<Record<Weekday, string>> = {
  SUN: 'Sunday',
  MON: 'Monday',
  TUE: 'Tuesday',
  WED: 'Wednesday',
  THU: 'Thursday',
  FRI: 'Friday',
  SAT: 'Saturday',
};
const ORDINALS: Readonly<Record<Nth, string>> = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th' };

/** `02:00 on the 4th Saturday of the month`. */
export function describeSchedule({ hour, weekday, occurrence }: Schedule): string {
  const day = WEEKDAYS[weekday];
  const time = fullHour(hour);
  return occurrence.kind === 'weekly'
    ? `${time} every ${day}`
    : `${time} on the ${ORDINALS[occurrence.nth]} ${day} of the month`;
}

/** `02:00`. */
export function fullHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
