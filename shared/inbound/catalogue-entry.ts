import * as z from 'zod/mini';
import type { CatalogueEntry } from '../domain/catalogue/catalogue-entry.ts';
import { isZone } from '../domain/schedule/local-time.ts';
import { parseSchedule } from '../domain/schedule/schedule.ts';
import { parseJsonOrRefuse } from './parse-json.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';

const wholeNumber = (least: number, most: number) =>
  z
    .int(`a whole number from ${least} to ${most}`)
    .check(
      z.minimum(least, `a whole number from ${least} to ${most}`),
      z.maximum(most, `a whole number from ${least} to ${most}`),
    );

/** Run Command and Automation take a number of targets, or a percentage of them; only of errors may it be none. */
const limit = z
  .string()
  .check(z.regex(/^([1-9]\d{0,6}|(100|[1-9]\d?)%)$/, 'a number such as 10 or a percentage such as 10%'));
const errorLimit = z
  .string()
  .check(z.regex(/^(0|[1-9]\d{0,6}|(100|[1-9]?\d)%)$/, 'a number such as 0 or a percentage such as 5%'));

/** A wave that is named twice would be patched twice (P2). */
const waves = z.array(wholeNumber(1, 100)).check(
  z.minLength(1, 'at least one wave'),
  z.refine((list) => new Set(list).size === list.length, 'each wave once'),
);

/** The schema of files takes these over (`catalogue-file.ts`). */
export const entryFields = {
  zone: z.string().check(z.refine(isZone, 'an IANA time zone such as Europe/Berlin')),
  durationHours: wholeNumber(1, 24),
  cutoffHours: wholeNumber(0, 23),
  offsetDays: z._default(wholeNumber(0, 27), 0),
  environment: z.string().check(z.minLength(1, 'a name such as prod')),
  operation: z._default(z.literal('Install'), 'Install'),
  reboot: z._default(z.enum(['RebootIfNeeded', 'NoReboot']), 'RebootIfNeeded'),
  concurrency: z._default(limit, '10%'),
  errors: z._default(errorLimit, '5%'),
  cells: z._default(z.strictObject({ concurrency: limit, errors: errorLimit }), {
    concurrency: '100%',
    errors: '100%',
  }),
  waves: z._default(waves, [1, 2]),
  owner: z.string().check(z.minLength(1, 'the team that answers for the schedule')),
};

const schema = z.object(entryFields).check(({ value, issues }) => {
  if (value.cutoffHours < value.durationHours) return;
  issues.push({
    code: 'custom',
    path: ['cutoffHours'],
    input: value.cutoffHours,
    message: `less than durationHours, which is ${value.durationHours}`,
  });
});

/** What the linter holds an entry to before it is approved; nothing at run time depends on it. */
const LINTER_FIELDS = ['waveGroup', 'maxDaysAfterPatchTuesday'];

const KNOWN_FIELDS = new Set([...Object.keys(entryFields), ...LINTER_FIELDS]);

/**
 * Parses the content of `/patchplane/schedules/<value>`. A field that this version does not know is refused rather than
 * ignored: it may be a promise, a freeze calendar for one, that nobody would keep (P5).
 */
export function parseCatalogueEntry(value: string, version: number, json: string): CatalogueEntry {
  const thing = `catalogue entry ${value}`;
  const schedule = parseSchedule(value);
  if (schedule.kind === 'refused') throw new Error(`Cannot parse ${thing}: ${schedule.reason}`);
  const content = parseJsonOrRefuse(thing, json);
  const unknown = Object.keys(content).filter((field) => !KNOWN_FIELDS.has(field));
  if (unknown.length > 0) {
    throw new Error(`Cannot parse ${thing}: this version cannot honour ${unknown.join(', ')}, so the entry stays out`);
  }
  return { value, version, ...parseOrRefuse(thing, schema, content) };
}
