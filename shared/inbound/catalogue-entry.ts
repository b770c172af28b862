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

/** What a ring asks of the one before where its entry does not say. */
const MIN_SUCCESS_PERCENT = 95;

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

const ringName = z.string().check(z.minLength(1, 'the schedule of the ring before, such as 2SATX1'));

const wholeRing = z.strictObject({
  schedule: ringName,
  minSuccessPercent: z._default(wholeNumber(0, 100), MIN_SUCCESS_PERCENT),
  soakHours: z._default(wholeNumber(0, 1000), 0),
});

/** The name of the ring alone stands for the usual gate. */
const ring = z.union(
  [
    z.pipe(
      ringName,
      z.transform((schedule: string) => ({ schedule, minSuccessPercent: MIN_SUCCESS_PERCENT, soakHours: 0 })),
    ),
    wholeRing,
  ],
  'the schedule of the ring before, such as 2SATX1',
);

/** The schema of files takes these over (`catalogue-file.ts`). */
export const entryFields = {
  zone: z.string().check(z.refine(isZone, 'an IANA time zone such as Europe/Berlin')),
  durationHours: wholeNumber(1, 24),
  cutoffHours: wholeNumber(0, 23),
  offsetDays: z._default(wholeNumber(0, 27), 0),
  environment: z.string().check(z.minLength(1, 'a name such as prod')),
  operation: z._default(z.enum(['Install', 'Scan']), 'Install'),
  reboot: z._default(z.enum(['RebootIfNeeded', 'NoReboot']), 'RebootIfNeeded'),
  concurrency: z._default(limit, '10%'),
  errors: z._default(errorLimit, '5%'),
  cells: z._default(z.strictObject({ concurrency: limit, errors: errorLimit }), {
    concurrency: '100%',
    errors: '100%',
  }),
  waves: z._default(waves, [1, 2]),
  owner: z.string().check(z.minLength(1, 'the team that answers for the schedule')),
  after: z.optional(ring),
  calendars: z._default(
    z.array(z.string().check(z.minLength(1, 'the name of a calendar such as year-end-freeze'))),
    [],
  ),
  patchGroup: z.optional(z.string().check(z.minLength(1, 'the name of a patch group such as prod-14-days'))),
  scanMaxAgeHours: z.optional(wholeNumber(1, 1000)),
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
