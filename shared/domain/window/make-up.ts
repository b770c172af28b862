import { type Window, type WindowRule, windowsBetween } from '../schedule/window.ts';

/** A window that is skipped owes another one; if so many in a row are frozen too, a person has to find a slot. */
export const MAKE_UPS_LOOKED_AT_MAX = 12;

/** The calendar of JavaScript ends here: the windows are computed one at a time, and few of them are taken. */
const END_OF_TIME = new Date(8.64e15);

/** The next windows of the schedule, in order: the first that no freeze takes makes up for one that was skipped. */
export function* makeUpWindows({ schedule, opensAt }: Window, rule: WindowRule): Generator<Window> {
  let left = MAKE_UPS_LOOKED_AT_MAX;
  for (const window of windowsBetween([[schedule, rule]], new Date(opensAt.getTime() + 1), END_OF_TIME)) {
    if (left === 0) return;
    left -= 1;
    yield window;
  }
}
