/**
 * A catalogue entry as a file that people write (`schedules/2SATX4.json`). It may say more than a Lambda honours yet, and
 * may say things that only the linter can judge: a zone that does not exist, a cutoff after the end. The JSON Schemas by
 * which editors complete such files are made from what stands here.
 */
import * as z from 'zod/mini';
import type { LintRule } from '../domain/schedule/lint/lint-input.ts';
import { entryFields } from './catalogue-entry.ts';
import { type FileContent, parseFile, schemaReference } from './catalogue-file-content.ts';

const name = (wanted: string) => z.string().check(z.minLength(1, wanted));
const whole = (least: number, most: number) => {
  const wanted = `a whole number from ${least} to ${most}`;
  return z.int(wanted).check(z.minimum(least, wanted), z.maximum(most, wanted));
};

const ring = z.strictObject({
  schedule: name('the schedule of the ring before, such as 2SATX1').check(
    z.describe('The schedule of the ring before.'),
  ),
  minSuccessPercent: z.optional(
    whole(0, 100).check(z.describe('How many of the nodes before must be patched, in percent.')),
  ),
  soakHours: z.optional(whole(0, 1000).check(z.describe('How long they must have run since, in hours.'))),
});

export const scheduleFile = z.strictObject({
  $schema: schemaReference,
  ...entryFields,
  zone: name('an IANA time zone such as Europe/Berlin').check(
    z.describe('IANA time zone of the hour in the name, such as Europe/Berlin.'),
  ),
  durationHours: entryFields.durationHours.check(z.describe('How long a window is open, in hours.')),
  cutoffHours: entryFields.cutoffHours.check(
    z.describe('How long before the end the last install may begin, in hours; less than durationHours.'),
  ),
  offsetDays: entryFields.offsetDays.check(
    z.describe(
      'Days by which the window follows the date in the name: 4TUEX2 and 4 is the Saturday after Patch Tuesday.',
    ),
  ),
  environment: entryFields.environment.check(z.describe('The environment that it patches, such as prod.')),
  operation: entryFields.operation.check(z.describe('What is done in a window.')),
  reboot: entryFields.reboot.check(z.describe('Whether a node may be rebooted when its patches need it.')),
  concurrency: entryFields.concurrency.check(
    z.describe('How many nodes of an account and Region at a time: a number such as 10, or a percentage such as 10%.'),
  ),
  errors: entryFields.errors.check(
    z.describe('How many nodes of an account and Region may fail before it stops there: a number or a percentage.'),
  ),
  cells: entryFields.cells.check(z.describe('The same two limits over account and Region pairs.')),
  waves: entryFields.waves.check(z.describe('The waves, by the tag maintenance:wave, in the order in which they go.')),
  owner: entryFields.owner.check(z.describe('The team that answers for the schedule.')),
  patchGroup: entryFields.patchGroup.check(
    z.describe('The patch group that its nodes should be in; one that another baseline patched is told.'),
  ),
  scanMaxAgeHours: entryFields.scanMaxAgeHours.check(
    z.describe('Where no node was scanned within these hours, the window scans instead of installing.'),
  ),
  waveGroup: z.optional(
    name('a name such as payments').check(
      z.describe('Entries of one wave group patch the same applications: their windows must not overlap.'),
    ),
  ),
  after: z.optional(
    z
      .union([name('the schedule of the ring before'), ring], 'the schedule of the ring before, such as 2SATX1')
      .check(z.describe('The ring before: its window must have gone well first.')),
  ),
  calendars: z.optional(
    z
      .array(name('the name of a calendar such as year-end-freeze'))
      .check(z.describe('Calendars of this folder whose freezes hold for it.')),
  ),
  maxDaysAfterPatchTuesday: z.optional(
    whole(1, 366).check(z.describe('Within how many days after Patch Tuesday its patches must be on.')),
  ),
});

export interface ScheduleFile extends FileContent {
  readonly rule: LintRule;
}

/** `file` is what the refusal calls it. */
export function parseScheduleFile(file: string, json: string): ScheduleFile {
  const { content, value } = parseFile(file, json, scheduleFile);
  const { zone, durationHours, cutoffHours, offsetDays, environment, waves } = value;
  const { waveGroup, after, calendars, maxDaysAfterPatchTuesday } = value;
  const rule: LintRule = {
    ...{ zone, durationHours, cutoffHours, offsetDays, environment, waves },
    ...(waveGroup === undefined ? {} : { waveGroup }),
    ...(after === undefined ? {} : ringOf(after)),
    ...(calendars === undefined ? {} : { calendars }),
    ...(maxDaysAfterPatchTuesday === undefined ? {} : { maxDaysAfterPatchTuesday }),
  };
  return { content, rule };
}

function ringOf(after: NonNullable<z.output<typeof scheduleFile>['after']>): Pick<LintRule, 'after' | 'soakHours'> {
  if (typeof after === 'string') return { after };
  const { schedule, soakHours } = after;
  return { after: schedule, ...(soakHours === undefined ? {} : { soakHours }) };
}
