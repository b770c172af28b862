/**
 * The events that Patchplane puts on the hub's bus for other systems, as they arrive there. `docs/events/` has them as
 * JSON Schemas. Fields may be added within a version, so an object may hold more than stands here; reasons are text,
 * because new ones come.
 */
import * as z from 'zod/mini';
import type { LifecycleEvent } from '../domain/reporting/lifecycle-event.ts';
import { VERDICTS } from '../domain/window/verdict.ts';
import { accountId, envelope, regionName } from './envelope.ts';
import { windowId } from './window-id.ts';

const text = (description: string) => z.string().check(z.minLength(1, 'some text'), z.describe(description));
const instantText = (description: string) => z.iso.datetime().check(z.describe(description));
const count = (description: string) => z.int().check(z.gte(0, 'a count'), z.describe(description));

const version = z.literal('1').check(z.describe('Of the detail: fields may be added within a version.'));
const reason = text('A code; docs/reasons/ has a page for each.');
const roster = count('How many nodes the window owes a patch.');

const window = {
  version,
  window: windowId.check(z.describe('Its identity, such as 2SATX4@2026-04-25.')),
  schedule: text('The value of the tag maintenance:patching.'),
  environment: text('Of the catalogue entry, such as prod.'),
  emergency: z.boolean().check(z.describe('Whether it runs out of turn, because somebody asked for it.')),
};
const node = {
  nodeId: text('i-… or mi-…'),
  account: accountId.check(z.describe('Of the node.')),
  region: regionName.check(z.describe('Of the node.')),
};
const verdictName = z.enum(VERDICTS);
const verdicts = z
  .record(verdictName, count('How many nodes came to it.'))
  .check(z.describe('All six are named; they add up to the roster.'));

const scope = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('schedule'), schedule: z.string() }),
    z.object({ kind: z.literal('window'), window: z.string() }),
    z.object({ kind: z.literal('account'), account: accountId }),
  ])
  .check(z.describe('What is held.'));
const hold = {
  version,
  scope,
  by: text('Who asked, as AWS vouches for it.'),
  reason: text('Why, in the words of who asked.'),
};

const details = {
  'Window Opened': z.object({
    ...window,
    roster,
    openedAt: instantText('When its run was started, which may be later than planned.'),
  }),
  'Window Held': z.object({ ...window, reason, waitsFor: text('What it waits for, in a sentence.') }),
  'Window Skipped': z.object({
    ...window,
    reason,
    roster,
    makeUpOpensAt: z.optional(instantText('When the window opens that makes up for it; absent where none is known.')),
  }),
  'Window Missed': z.object({ ...window, reason, roster }),
  'Window Final': z.object({ ...window, roster, verdicts }),
  'Verdict Amended': z.object({
    ...window,
    ...node,
    verdict: verdictName.check(z.describe('What the node has come to now.')),
    reason,
  }),
  'Tag Refused': z.object({ version, ...node, value: z.string().check(z.describe('What the tag says.')) }),
  'Catalogue Changed': z.object({
    version,
    inForce: z.array(z.string()).check(z.describe('All schedules that are in force now.')),
    left: z.array(z.string()).check(z.describe('Those that have left force.')),
  }),
  'Hold Set': z.object(hold),
  'Hold Released': z.object(hold),
} as const satisfies Readonly<Record<LifecycleEvent['kind'], z.ZodMiniObject>>;

export const LIFECYCLE_KINDS: readonly LifecycleEvent['kind'][] = [
  'Window Opened',
  'Window Held',
  'Window Skipped',
  'Window Missed',
  'Window Final',
  'Verdict Amended',
  'Tag Refused',
  'Catalogue Changed',
  'Hold Set',
  'Hold Released',
];

/** The whole event of a kind, as a rule's target gets it. */
export function lifecycleSchema(kind: LifecycleEvent['kind']) {
  return z.object({
    version: z.literal('0').check(z.describe("Of EventBridge's envelope.")),
    id: envelope.id,
    'detail-type': z.literal(kind),
    source: z.literal('patchplane'),
    account: accountId.check(z.describe('The hub.')),
    time: z.iso.datetime(),
    region: regionName.check(z.describe("The hub's Region.")),
    resources: z.array(z.string()),
    detail: details[kind],
  });
}
