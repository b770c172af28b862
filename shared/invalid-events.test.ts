/** Events that nobody should send, through the parsers and flows of all that looks after tags and requests. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admitRequest } from '../functions/admit-request/admit-request.ts';
import { applyDefaultTag } from '../functions/apply-default-tag/apply-default-tag.ts';
import { checkTag } from '../functions/check-tag/check-tag.ts';
import { evaluateTagRule } from '../functions/evaluate-tag-rule/evaluate-tag-rule.ts';
import { parseConfigNudge } from './inbound/config-nudge.ts';
import { parseIntentEvent } from './inbound/intent-event.ts';
import { parseRuleInvocation } from './inbound/rule-invocation.ts';
import { parseSweepTagsNudge } from './inbound/sweep-tags-nudge.ts';
import { parseTagNudge } from './inbound/tag-nudge.ts';
import { anEntry } from './testing/domain-builders.ts';
import { fakeRequests } from './testing/fake-world/fake-requests.ts';
import { taggedFleet } from './testing/fake-world/tagged-fleet.ts';
import { sampleEvent, sampleEventNames } from './testing/sample-event.ts';
import { type Parse, parsersOfSamples } from './testing/sample-event-parsers.ts';
import { fieldPaths, withField } from './testing/sample-event-with.ts';

interface Handler {
  readonly name: string;
  readonly parse: Parse;
  /** A world of its own, in which it takes one event as its Lambda does. */
  readonly begin: () => { readonly acts: readonly string[]; readonly take: (event: unknown) => Promise<unknown> };
}

const handlers: readonly Handler[] = [
  {
    name: 'check-tag',
    parse: parseTagNudge,
    begin: () => {
      const world = worldOfTags();
      return { acts: world.clock.acts, take: async (event) => checkTag(parseTagNudge(event), world) };
    },
  },
  {
    name: 'evaluate-tag-rule',
    parse: parseRuleInvocation,
    begin: () => {
      const { clock, ...world } = worldOfTags();
      const asked = {
        ...world,
        readRecordedTags: async () => ({}),
        readHybridTags: async () => ({}),
        readSubjects: async () => [],
        putEvaluations: async () => clock.act('put evaluations'),
      };
      return { acts: clock.acts, take: async (event) => evaluateTagRule(parseRuleInvocation(event), asked) };
    },
  },
  {
    name: 'apply-default-tag',
    parse: parseConfigNudge,
    begin: () => {
      const world = worldOfTags();
      return { acts: world.clock.acts, take: async (event) => applyDefaultTag(parseConfigNudge(event), world) };
    },
  },
  {
    name: 'sweep-tags',
    parse: parseSweepTagsNudge,
    begin: () => {
      const fleet = taggedFleet([{ 'maintenance:patching': '2STA' }]);
      const take = async (event: unknown) => {
        parseSweepTagsNudge(event);
        await fleet.sweep();
      };
      return { acts: fleet.clock.acts, take };
    },
  },
  {
    name: 'admit-request',
    parse: parseIntentEvent,
    begin: () => {
      const fake = fakeRequests();
      return { acts: fake.clock.acts, take: async (event) => admitRequest(parseIntentEvent(event), fake) };
    },
  },
];

/** A node of which every tag is wrong, a rule that would give it a default, and nobody's leave to write over a value. */
function worldOfTags() {
  const { tagMemory, ...fake } = taggedFleet([]);
  fake.around.catalogue = { kind: 'read', entries: [anEntry({ value: '2SAT' })], problems: [] };
  fake.around.defaultRules = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' }, production: true }];
  const tags = new Map([['maintenance:patching', '2STA']]);
  const live = { readTags: async () => tags, readNode: async () => ({ tags, platform: 'Linux/UNIX' }) };
  return { ...fake, ...live, memory: tagMemory, ruleName: 'patchplane-schedule-tag' };
}

describe.each(sampleEventNames('invalid'))('%s', (name) => {
  it.each(handlers)('is refused by $name in a sentence, and changes nothing', async ({ begin }) => {
    const { acts, take } = begin();
    await expect(take(sampleEvent(name))).rejects.toThrow(/^Cannot parse [a-z ]+: .{1,500}$/);
    expect(acts).toEqual([]);
  });
});

describe('10,000 generated events', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constant(undefined),
    fc.json(),
    fc.string({ maxLength: 300 }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const spoilt = handlers.flatMap((handler) =>
    Object.entries(parsersOfSamples)
      .filter(([, meant]) => meant.includes(handler.parse))
      .flatMap(([name]) => {
        const sample = sampleEvent(name);
        return fieldPaths(sample).map((path) => ({ handler, sample, path }));
      }),
  );
  const spoilEvent = fc
    .tuple(fc.constantFrom(...spoilt), anything)
    .map(([{ handler, sample, path }, value]) => ({ handler, event: withField(sample, path, value) }));
  const sendAstray = fc
    .tuple(fc.constantFrom(...handlers), spoilEvent)
    .map(([handler, { event }]) => ({ handler, event }));
  const makeUp = fc.record({ handler: fc.constantFrom(...handlers), event: fc.jsonValue() });

  it('end in a clear error and no change, or are taken and write no tag', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilEvent, sendAstray, makeUp), async ({ handler, event }) => {
        const { acts, take } = handler.begin();
        const error: unknown = await take(event).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined) return !acts.includes('write tags');
        refused += 1;
        return acts.length === 0 && error instanceof Error && /^Cannot [a-z]/.test(error.message);
      }),
      { seed: 20260306, numRuns: 14_000 },
    );
    expect(refused).toBeGreaterThanOrEqual(10_000);
  }, 120_000);
});
