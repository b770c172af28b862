import * as z from 'zod/mini';
import { instant } from './envelope.ts';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 29, 2024 7:43:20 PM`, with a comma after the year and a narrow space before PM as newer JDKs write it. */
const localeText = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s([AP])M$/;

/**
 * Automation writes times for an American reader and leaves the zone out. They are UTC, which `new Date(text)` would
 * only know where the machine's own zone is UTC: in Lambda yes, on a laptop no.
 */
export const zonelessInstant = z.pipe(
  z
    .string()
    .check(z.refine((text) => isoTextOf(text) !== undefined, 'a time such as "Nov 29, 2024 7:43:20 PM" or an instant')),
  z.transform((text) => new Date(isoTextOf(text) ?? text)),
);

/** Undefined for what is no time, the 31st of February included. */
function isoTextOf(text: string): string | undefined {
  const [, monthName = '', day = '', year = '', hour = '', minute = '', second = '', half] =
    localeText.exec(text) ?? [];
  if (half === undefined) return z.safeParse(instant, text).success ? text : undefined;

  const month = String(monthNames.indexOf(monthName) + 1).padStart(2, '0');
  const hour24 = String((Number(hour) % 12) + (half === 'P' ? 12 : 0)).padStart(2, '0');
  const iso = `${year}-${month}-${day.padStart(2, '0')}T${hour24}:${minute}:${second}.000Z`;
  const date = new Date(iso);
  const exists = Number(hour) >= 1 && Number(hour) <= 12 && !Number.isNaN(date.getTime()) && date.toISOString() === iso;
  return exists ? iso : undefined;
}
