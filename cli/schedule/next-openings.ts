import { type Opening, occurrences, type Recurrence } from '../../shared/domain/schedule/occurrences.ts';

/** Later than any opening that is asked for; the openings are computed one at a time, so nothing goes there. */
const END_OF_CALENDAR = new Date('9999-01-01T00:00:00Z');

export interface NumberedOpenings extends Recurrence {
  readonly from: Date;
  readonly count: number;
}

/** The first so many openings from an instant on. */
export function nextOpenings({ count, ...recurrence }: NumberedOpenings): Opening[] {
  const openings: Opening[] = [];
  for (const opening of occurrences({ ...recurrence, to: END_OF_CALENDAR })) {
    openings.push(opening);
    if (openings.length === count) break;
  }
  return openings;
}
