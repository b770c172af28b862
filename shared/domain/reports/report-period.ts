/** Compliance of the fleet once a week, and an audit of its tags once a month. */
export const REPORTS = ['weekly', 'monthly'] as const;

export type ReportKind = (typeof REPORTS)[number];

/** Half-open. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const WEEK_MS = 7 * 86_400_000;

/** The week, or the month of the calendar (UTC), before an instant. */
export function periodBefore(kind: ReportKind, to: Date): Period {
  switch (kind) {
    case 'weekly':
      return { from: new Date(to.getTime() - WEEK_MS), to };
    case 'monthly':
      return { from: monthBefore(to), to };
  }
}

/** A month before the 31st may be too short: then its last day. */
function monthBefore(instant: Date): Date {
  const before = new Date(instant);
  before.setUTCDate(0);
  const last = before.getUTCDate();
  before.setUTCDate(Math.min(instant.getUTCDate(), last));
  return before;
}

/** By which a report is filed: `2026-03-09T1200Z`. */
export function fileDateOf(at: Date): string {
  return `${at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace(':', '')}Z`;
}
