import * as z from 'zod/mini';

const schedule = String.raw`(?:\d|1\d|2[0-3])(?:SUN|MON|TUE|WED|THU|FRI|SAT)(?:X[1-5])?`;
const date = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;

/**
 * The identity of a window: its schedule, the nominal local date on which it opens, and for one out of turn the beginning
 * of the request that opened it.
 */
export const windowId = z
  .string()
  .check(z.regex(new RegExp(`^${schedule}@${date}(?:\\+[0-9a-f]{8})?$`), 'a window such as 2SATX4@2026-04-25'));
