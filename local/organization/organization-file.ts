/**
 * The organization file, as a person writes it (`examples/default.json`). Every leaf says in plain words what is wanted
 * there, since that is what the refusal quotes; unknown keys are refused, since a typing error would change nothing else.
 */
import * as z from 'zod';
import type { Condition, Oddity, Platform } from './organization.ts';

const PLATFORMS = [
  'Amazon Linux 2023',
  'Ubuntu 24.04',
  'Red Hat Enterprise Linux 9',
  'Windows Server 2022',
] as const satisfies readonly Platform[];

const CONDITIONS = [
  'healthy',
  'stopped',
  'offline',
  'unmanaged',
  'install-fails',
  'reboots-slowly',
  'never-returns',
  'reboot-pending',
] as const satisfies readonly Condition[];

const ODDITIES = ['reboots-unexpectedly', 'wrong-patch-group', 'unknown-status'] as const satisfies readonly Oddity[];

const account = pattern(/^\d{12}$/, 'an account id of 12 digits');
const region = pattern(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as eu-central-1');
const nodeName = pattern(/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/, 'a name of letters, digits, dots and hyphens');
/** Any name that Parameter Store takes, since one that is no schedule is for the control plane to refuse. */
const schedule = pattern(/^[A-Za-z0-9_.-]{1,50}$/, 'a schedule such as 2SATX4 as its key');
const time = text('a local time such as 2026-03-06T18:00, or one with an offset');
const tags = z.record(text('a tag key', 128), text('a text of at most 256 characters', 256, 0), 'tags, by key');
/** What a Lambda parses from Parameter Store: ours to carry, theirs to judge, so that a broken entry can be tried out. */
const json = z.record(z.string(), z.json(), 'a JSON object');

const cell = z.strictObject({ account, region }, shape('an object with account and region'));

const exception = z.strictObject(
  {
    owner: text('whom to tell'),
    reason: text('why', 500),
    until: time,
    requestedBy: text('the ARN of who asked'),
    approvedBy: text('the ARN of who approved, who is somebody else'),
    schedule: schedule.optional(),
  },
  shape('an exception with owner, reason, until, requestedBy, approvedBy and schedule'),
);

const group = z.strictObject(
  {
    name: nodeName,
    count: whole(1, 10_000).default(1),
    account,
    region,
    kind: z.enum(['ec2', 'hybrid'], 'ec2 or hybrid').default('ec2'),
    platform: z.enum(PLATFORMS, `one of ${PLATFORMS.join(', ')}`),
    tags: tags.default({}),
    condition: z.enum(CONDITIONS, `one of ${CONDITIONS.join(', ')}`).default('healthy'),
    oddity: z.enum(ODDITIES, `one of ${ODDITIES.join(', ')}`).optional(),
    missingPatches: whole(0, 1_000).default(4),
    missingFrom: time.optional(),
    rebootPendingUntil: time.optional(),
    foreignPatchAt: time.optional(),
    exception: exception.optional(),
  },
  shape(
    'a group of nodes with name, count, account, region, kind, platform, tags, condition, oddity, missingPatches, missingFrom, rebootPendingUntil, foreignPatchAt and exception',
  ),
);

const closedSpan = z.strictObject(
  { from: time, to: time, summary: text('what the calendar is closed for', 100).default('closed') },
  shape('a closed span with from, to and summary'),
);
const spans = 'iCalendar text, or a list of closed spans with from, to and summary';

const unseenCell = z.strictObject(
  {
    account,
    region,
    aggregator: z.enum(['stale', 'vanished', 'recorder-off'], 'stale, vanished or recorder-off'),
    from: time.optional(),
  },
  shape('a cell with account, region, aggregator (stale, vanished or recorder-off) and from'),
);

const change = z.strictObject(
  { at: time, node: nodeName, tags },
  shape('a change of tags with at, node (its Name) and tags'),
);

export const organizationFile = z.strictObject(
  {
    name: text('the name of the organization', 100),
    /** Absent for one account that is in no organization. */
    organizationId: pattern(/^o-[a-z0-9]{10,32}$/, "an organization id such as 'o-exampleorg1'").optional(),
    hub: cell,
    accounts: z
      .array(
        z.strictObject(
          { id: account, name: text('a name', 50), tags: tags.default({}) },
          shape('an account with id, name and the tags that all its nodes have'),
        ),
        'a list of accounts',
      )
      .min(1, 'at least one account'),
    regions: z.array(region, 'a list of Regions').min(1, 'at least one Region'),
    weekend: z.strictObject(
      { from: time, to: time, zone: text('an IANA zone such as Europe/Berlin') },
      shape('an object with from, to and zone'),
    ),
    nodes: z.array(group, 'a list of groups of nodes').min(1, 'at least one group of nodes'),
    changes: z.array(change, 'a list of changes of tags').default([]),
    /** SSM Change Calendars of the hub. */
    calendars: z
      .record(
        pattern(/^[a-zA-Z0-9_.-]{3,128}$/, 'the name of a calendar as its key'),
        z.union([z.string(), z.array(closedSpan)], { error: () => spans }),
        'calendars, by name',
      )
      .default({}),
    /** Cells of which AWS Config's aggregator hears nothing, from an instant on. */
    unseenCells: z.array(unseenCell, 'a list of cells that the aggregator does not see').default([]),
    /** What every catalogue entry below says unless it says otherwise. */
    scheduleDefaults: json.default({}),
    schedules: z.record(schedule, json, 'catalogue entries by schedule'),
    defaults: z.array(json, 'a list of default-tag rules').default([]),
    settings: json.default({}),
    /** Each group holds this many times its `count`. */
    times: whole(1, 1_000).default(1),
  },
  shape('an object with the keys of examples/default.json'),
);

export type OrganizationFile = z.infer<typeof organizationFile>;

function text(wanted: string, lengthMax = 256, lengthMin = 1) {
  return z.string(wanted).min(lengthMin, wanted).max(lengthMax, wanted);
}

function pattern(expression: RegExp, wanted: string) {
  return z.string(wanted).regex(expression, wanted);
}

function whole(min: number, max: number) {
  const wanted = `a whole number from ${min} to ${max}`;
  return z.int(wanted).min(min, wanted).max(max, wanted);
}

/** A key too many is its own problem, and zod names the key in `keys`. */
function shape(wanted: string) {
  return { error: () => wanted };
}
