/** Records that the laws of telling, isolation and our own tail must refuse, with the words that they refuse in. */
import { describe, expect, it } from '@jest/globals';
import type { CloudRecord } from '../record.ts';
import { judged } from '../testing/judged.ts';
import {
  aMessage,
  aRequest,
  aRun,
  aTagWrite,
  at,
  digest,
  type MadeUp,
  NODES,
  WINDOW,
} from '../testing/made-up-evidence.ts';
import { HUB, OTHER_MEMBER } from '../testing/small-organization.ts';
import type { Law } from './breach.ts';

const [first, second, third] = NODES;
const refused: readonly (readonly [Law, what: string, madeUp: MadeUp, says: string])[] = [
  [
    'P3',
    'verdicts that do not add up',
    { spoil: ({ messages }) => messages.splice(0, 1, aMessage({ body: digest('1 patched, 1 missed') })) },
    `${WINDOW}, final at 2026-03-07T06:45:00.000Z, has a roster of 3 and 2 verdicts: 1 patched, 1 missed`,
  ],
  [
    'P3',
    'a roster that lost a node',
    { spoil: ({ messages }) => messages.splice(0, 1, aMessage({ body: digest('2 patched', 2) })) },
    `${WINDOW} has a roster of 2, and 3 nodes carried its schedule at 2026-03-07T00:30:00.000Z, from ${first} to ${third}`,
  ],
  [
    'P3',
    'a digest without numbers',
    { spoil: ({ messages }) => messages.splice(0, 1, aMessage({ body: 'All is well.' })) },
    `the digest of ${WINDOW} at 2026-03-07T06:45:00.000Z does not say its roster`,
  ],
  [
    'P4',
    'a window of which nobody heard the end',
    { now: at('09:00'), spoil: ({ messages }) => messages.splice(0) },
    `${WINDOW} was due to be final at 2026-03-07T06:30:00.000Z, and nobody was told its end until 2026-03-07T09:00:00.000Z, though 10 sweeps came`,
  ],
  [
    'P4',
    'a node that counts as patched and was not',
    {
      spoil: ({ patchRuns }) =>
        patchRuns.splice(
          1,
          1,
          aRun({ nodeId: second, end: { at: at('01:30'), missing: 0, failed: 1, pendingReboot: 2 } }),
        ),
    },
    `${WINDOW} was told at 2026-03-07T06:45:00.000Z with 3 nodes patched, and only 2 were: ${first}, ${third}`,
  ],
  [
    'P4',
    'a notice told twice, though nothing died',
    { spoil: ({ messages }) => messages.push(aMessage({ at: at('06:50') })) },
    `"window-final#${WINDOW}" was told twice on arn:aws:sns:eu-central-1:111122223333:alerts, at 2026-03-07T06:45:00.000Z and 2026-03-07T06:50:00.000Z`,
  ],
  [
    'P6',
    'a cell that was left out',
    {
      spoil: (record) => {
        record.commands.splice(1);
        record.patchRuns.splice(2);
        record.messages.splice(0, 1, aMessage({ body: digest('2 patched, 1 missed') }));
        const elsewhere = `arn:aws:iam::${OTHER_MEMBER}:role/Patchplane-PatchCell`;
        record.refusals.push({ at: at('01:02'), principal: 'x', action: 'sts:AssumeRole', resource: elsewhere });
      },
    },
    `${WINDOW} began at 2026-03-07T01:05:00.000Z in 1 cells, and never in ${HUB}/eu-central-1, where ${third} waited for it`,
  ],
  [
    'P8',
    'a tag that was right already',
    { spoil: ({ tagWrites }) => tagWrites.push(aTagWrite({ at: at('00:01'), before: '2SAT' })) },
    `${first} was given maintenance:patching 2SAT at 2026-03-07T00:01:00.000Z, which it had already`,
  ],
  [
    'P8',
    'a tag that we wrote, and wrote again',
    {
      spoil: ({ tagWrites }) =>
        tagWrites.push(aTagWrite({ after: '6SAT', at: at('00:01') }), aTagWrite({ at: at('00:02') })),
    },
    `${first} was given maintenance:patching 2SAT at 2026-03-07T00:02:00.000Z, after we had given it 6SAT at 2026-03-07T00:01:00.000Z and nobody else wrote it`,
  ],
  [
    'P8',
    'a refusal of our own value',
    {
      spoil: (record) => {
        record.tagWrites.push(aTagWrite({ at: at('00:01') }));
        const attributes = { kind: 'tag-refused', key: `tag-refused#${first}#1` };
        record.messages.push(aMessage({ at: at('00:02'), attributes }));
      },
    },
    `"tag-refused#${first}#1" was told at 2026-03-07T00:02:00.000Z of 2SAT, which we wrote at 2026-03-07T00:01:00.000Z`,
  ],
  [
    'P8',
    'an exemption of ours that is refused while its exception stands',
    exempted('00:03', ({ messages, tagWrites }) => {
      const attributes = { kind: 'tag-refused', key: `tag-refused#${first}#1` };
      messages.push(aMessage({ at: at('00:02'), attributes }));
      tagWrites.push(aTagWrite({ at: at('00:04'), before: 'EXEMPT', by: 'arn:aws:iam::444455556666:user/bob' }));
    }),
    `"tag-refused#${first}#1" was told at 2026-03-07T00:02:00.000Z of EXEMPT, which we wrote at 2026-03-06T21:00:00.000Z`,
  ],
  [
    'P8',
    'a schedule that comes back before its exception is over',
    exempted('00:03', broughtBack),
    `${first} was given maintenance:patching 2SAT at 2026-03-07T00:02:00.000Z, after we had given it EXEMPT at 2026-03-06T21:00:00.000Z and nobody else wrote it`,
  ],
];

/** An exception that ends at the time, for which we wrote EXEMPT the evening before. */
function exempted(until: string, spoil: (record: CloudRecord) => void): MadeUp {
  return {
    spoil: (record) => {
      const detail = { node: { id: first }, until: at(until).toISOString() };
      record.putEvents.push(aRequest('Exception Requested', detail, at('2026-03-06T20:00:00Z')));
      record.tagWrites.push(aTagWrite({ at: at('2026-03-06T21:00:00Z'), before: '2SAT', after: 'EXEMPT' }));
      spoil(record);
    },
  };
}

function broughtBack({ tagWrites }: CloudRecord): void {
  tagWrites.push(aTagWrite({ at: at('00:02'), before: 'EXEMPT', after: '2SAT' }));
}

describe('the referee refuses', () => {
  it.each(refused)('by %s %s', (law, _, madeUp, says) => {
    const breaches = judged(madeUp);
    expect(breaches).toContainEqual(expect.stringContaining(says));
    expect(breaches.filter((breach) => !breach.startsWith(law))).toEqual([]);
  });

  it('nothing of a schedule that comes back once its exception is over', () => {
    expect(judged(exempted('00:01', broughtBack))).toEqual([]);
  });
});
