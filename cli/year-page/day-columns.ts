/**
 * How wide the seven columns of a month are, and how large a mark may be on paper. Most windows lie on weekends, so
 * the days with many marks get more room than those with none; on paper nothing may grow, so the marks shrink instead.
 */
import { dayOf } from '../../shared/domain/schedule/civil.ts';
import { mondayDistance } from './month-weeks.ts';

/** No day gets more than this many times the room of one with a single mark or none. */
const WEIGHT_MAX = 3;
/** With so many marks on one day of the week, its column is the widest. */
const MARKS_FOR_WEIGHT_MAX = 9;

/** Millimetres on the printed sheet: a month's width, and what a day leaves for its marks under the date. */
const MONTH_WIDTH_MM = 44;
const MARKS_HEIGHT_MM = 5.6;
const PADDING_MM = 0.9; // With what the browser loses by rounding columns to whole pixels.
/** A mark is this much wider than high, with the gap to the next: `22+` must fit. */
const MARK_RATIO = 1.25;
const MARK_MAX_MM = 2.5;
const MARK_STEP_MM = 0.05;

export interface DayColumns {
  /** Percent, Monday first; together 100. */
  readonly widths: readonly number[];
  readonly markHeightMm: number;
}

export function dayColumns(countByDate: ReadonlyMap<string, number>): DayColumns {
  const most = new Array<number>(7).fill(0);
  for (const [date, count] of countByDate) {
    const column = mondayDistance(dayOf(date));
    most[column] = Math.max(most[column] ?? 0, count);
  }
  const weights = most.map(
    (count) => 1 + (WEIGHT_MAX - 1) * Math.min(1, Math.max(0, count - 1) / (MARKS_FOR_WEIGHT_MAX - 1)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const widths = weights.map((weight) => (weight / sum) * 100);
  const heights = most.map((count, column) => markHeight(count, (MONTH_WIDTH_MM * (widths[column] ?? 0)) / 100));
  return { widths, markHeightMm: Math.min(...heights) };
}

/** The largest with which so many marks fit a day. */
function markHeight(count: number, dayWidthMm: number): number {
  for (let steps = Math.round(MARK_MAX_MM / MARK_STEP_MM); steps > 1; steps -= 1) {
    const height = steps * MARK_STEP_MM;
    const columns = Math.floor((dayWidthMm - PADDING_MM) / (height * MARK_RATIO));
    if (columns * Math.floor(MARKS_HEIGHT_MM / height) >= count) return Number(height.toFixed(2));
  }
  return MARK_STEP_MM;
}
