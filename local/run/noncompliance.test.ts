/** What becomes of a node that turns out to lack patches between its windows: one case that speaks, and one that does not. */
import { describe, expect, it } from '@jest/globals';
import type { Cloud } from '../cloud.ts';
import { sayBreach } from '../referee/breach.ts';
import { checkLaws } from '../referee/check-laws.ts';
import { tinyOrganization } from '../testing/tiny-organization.ts';
import { playedTiny, type Tiny } from './played-tiny.ts';

const PATIENCE_MS = 120_000;
const NEXT = '22FRI@2026-03-06';
const until = (to: string) => ({ weekend: { from: '2026-03-06T11:00', to, zone: 'Europe/Berlin' } });
/** Approved at noon: the daily scan at 12:30 finds them, and a second one, by hand, finds the same. */
const lacks = { missingPatches: 2, missingFrom: '2026-03-06T12:00', foreignPatchAt: '2026-03-06T15:00' };

describe('in production, patches that turn out to be missing', () => {
  it(
    'are told to a person and wait for the window; while they are missing, nobody hears of them again',
    async () => {
      const organization = tinyOrganization({
        entry: { environment: 'prod' },
        web: lacks,
        file: until('2026-03-07T01:05'),
      });
      const withoutTicks = { from: new Date('2026-03-06T15:00:00Z'), to: new Date('2026-03-06T20:40:00Z') };
      const cloud = await played({ organization, withoutTicks });

      expect(answers(cloud)).toBe(2); // Systems Manager's word and AWS Config's, each once.
      expect(lackingSaid(cloud)).toEqual(['web-01 lacks CRITICAL patches (production)']);
      expect(asked(cloud)).toEqual([]);
      expect(installedFor(cloud, 'web')).toEqual([NEXT]);
    },
    PATIENCE_MS,
  );
});

describe('outside production, patches that turn out to be missing', () => {
  it(
    'and are urgent are asked for and installed at once, by one request',
    async () => {
      const cloud = await played({
        organization: tinyOrganization({ web: lacks, file: until('2026-03-06T16:05') }),
      });

      expect(asked(cloud)).toHaveLength(1);
      expect(lackingSaid(cloud)).toEqual([]);
      expect(installedFor(cloud, 'web')).toEqual([expect.stringMatching(/^22FRI@2026-03-06\+[0-9a-f]{8}$/)]);
    },
    PATIENCE_MS,
  );

  it(
    'and are not urgent wait for the window in silence',
    async () => {
      const organization = tinyOrganization({
        settings: { urgentSeverities: [] },
        web: lacks,
        file: until('2026-03-06T16:05'),
      });
      const cloud = await played({ organization });

      expect(answers(cloud)).toBe(2);
      expect({ said: lackingSaid(cloud), asked: asked(cloud), installs: cloud.record.installs }).toEqual({
        said: [],
        asked: [],
        installs: [],
      });
    },
    PATIENCE_MS,
  );
});

describe('the word of AWS Config alone', () => {
  /** As if Systems Manager's own events were lost. */
  const deliver: Tiny['deliver'] = ({ event }) =>
    event['detail-type'] === 'Configuration Compliance State Change' ? [] : [0];

  it(
    'names no severity: a node with a window waits for it',
    async () => {
      const organization = tinyOrganization({ web: lacks, file: until('2026-03-06T16:05') });
      const cloud = await played({ organization, deliver });
      expect({ answers: answers(cloud), said: lackingSaid(cloud), asked: asked(cloud) }).toEqual({
        answers: 1,
        said: [],
        asked: [],
      });
    },
    PATIENCE_MS,
  );

  it(
    'has a person told of a node that no window patches',
    async () => {
      const tags = { 'maintenance:patching': '22FRY' };
      const organization = tinyOrganization({ web: { ...lacks, tags }, file: until('2026-03-06T16:05') });
      const cloud = await played({ organization, deliver });
      expect(lackingSaid(cloud)).toEqual(['web-01 lacks patches (refused-schedule)']);
    },
    PATIENCE_MS,
  );

  it(
    'is not asked on the day when its rule is made, of nodes that have lacked patches before',
    async () => {
      const organization = tinyOrganization({
        web: { tags: { 'maintenance:patching': '22FRY' } },
        file: until('2026-03-06T16:05'),
      });
      expect(answers(await played({ organization }))).toBe(0);
    },
    PATIENCE_MS,
  );
});

async function played(tiny: Tiny): Promise<Cloud> {
  const cloud = await playedTiny(tiny);
  expect(checkLaws(cloud).map(sayBreach)).toEqual([]);
  expect(cloud.record.refusals).toEqual([]);
  return cloud;
}

/** How often the function that answers ended well; not once otherwise. */
function answers({ record }: Cloud): number {
  const isIts = ({ functionArn }: { readonly functionArn: string }) => functionArn.endsWith('answer-noncompliance');
  expect(record.invocationErrors.filter(isIts)).toEqual([]);
  return record.completions.filter(isIts).length;
}

function lackingSaid({ record }: Cloud): (string | undefined)[] {
  return record.messages
    .filter(({ attributes, topicArn }) => attributes['kind'] === 'noncompliant' && topicArn.endsWith('-alerts'))
    .map(({ subject }) => subject);
}

function asked({ record }: Cloud): unknown[] {
  return record.putEvents.filter(({ detailType }) => detailType === 'Patch Requested').map(({ detail }) => detail);
}

/** The windows for which a node was installed. */
function installedFor({ organization, record }: Cloud, name: string): (string | undefined)[] {
  const id = organization.nodes.find((node) => node.name === `${name}-01`)?.id;
  return record.installs.filter(({ nodeId }) => nodeId === id).map(({ comment }) => windowIn(comment));
}

function windowIn(comment: string): string | undefined {
  return /\d*[A-Z0-9]+@[0-9-]+(?:\+[0-9a-f]{8})?/.exec(comment)?.[0];
}
