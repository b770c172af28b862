import * as z from 'zod/mini';
import { parseOrRefuse } from './parse-or-refuse.ts';

export const accountId = z.string().check(z.regex(/^\d{12}$/, 'a 12-digit account id'));

export const regionName = z.string().check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'a Region such as eu-west-1'));

/** An instant with its zone, as AWS writes it. Text without a zone would be read in the zone of the machine. */
export const instant = z.pipe(
  z.string().check(z.refine(isInstant, 'an instant such as 2026-03-06T21:00:00Z')),
  z.transform((text) => new Date(text)),
);

const instantText = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** JavaScript reads the 31st of February as a day in March, hence the second look at the date. */
function isInstant(text: string): boolean {
  const date = instantText.exec(text)?.[1];
  if (date === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

/**
 * The fields that every EventBridge event has and we use. `account` and `region` are those of the resource, also after
 * the event was forwarded to another bus. `version` is not among them, since AWS leaves it out now and then.
 */
export const envelope = {
  id: z.string().check(z.minLength(1, 'the id of the event')),
  account: accountId,
  region: regionName,
  time: instant,
} as const;

/** Which of the kinds that a function is meant for has arrived, before the rest of it is looked at. */
export function detailTypeOf<const Kinds extends readonly string[]>(
  thing: string,
  event: unknown,
  kinds: Kinds,
): Kinds[number] {
  return parseOrRefuse(thing, z.object({ 'detail-type': z.enum(kinds) }), event)['detail-type'];
}
