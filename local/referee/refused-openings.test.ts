/** Records that the fifth law must refuse, with the words that it refuses in. */
import { describe, expect, it } from '@jest/globals';
import { judged } from '../testing/judged.ts';
import {
  addRingBefore,
  aMessage,
  aRun,
  at,
  digest,
  ENTRY,
  type MadeUp,
  NODES,
  RING,
  ringNodes,
  WINDOW,
} from '../testing/made-up-evidence.ts';
import { HUB } from '../testing/small-organization.ts';
import type { Law } from './breach.ts';

const [first, _second, third] = NODES;
const refused: readonly (readonly [Law, what: string, madeUp: MadeUp, says: string])[] = [
  [
    'P5',
    'an install though the calendar is not there',
    { entries: { '2SAT': { ...ENTRY, calendars: ['audit'] } } },
    `${first} began to install in ${WINDOW} at 2026-03-07T01:10:00.000Z, and there is no calendar audit`,
  ],
  [
    'P5',
    'an install where the mode is scan',
    { settings: { modes: { default: 'install', accounts: { [HUB]: 'scan' }, environments: {} } } },
    `Install on ${third} in ${WINDOW} at 2026-03-07T01:10:00.000Z, where the mode is scan`,
  ],
  [
    'P5',
    'a scan where the mode is observe',
    {
      settings: { modes: { environments: { test: 'observe' } } },
      spoil: (record) => {
        record.commands.splice(1);
        record.patchRuns.splice(0, 3, aRun({ operation: 'Scan', came: 'scanning' }));
        record.messages.splice(0, 1, aMessage({ body: digest('3 skipped') }));
      },
    },
    `Scan on ${first} in ${WINDOW} at 2026-03-07T01:10:00.000Z, where the mode is observe`,
  ],
  [
    'P5',
    'an install by an entry that only scans',
    { entries: { '2SAT': { ...ENTRY, operation: 'Scan' } } },
    `Install on ${first} in ${WINDOW} at 2026-03-07T01:10:00.000Z, whose entry only scans`,
  ],
  [
    'P5',
    'a ring before its predecessor was told final',
    {
      entries: RING,
      organization: { nodes: ringNodes() },
      spoil: (record) => {
        addRingBefore(record);
        record.messages.splice(0, 1, { ...(record.messages[0] ?? aMessage()), at: at('01:30') });
      },
    },
    `${first} began to install in ${WINDOW} at 2026-03-07T01:10:00.000Z, before the digest of 22FRI@2026-03-06 was told`,
  ],
  [
    'P5',
    'a ring after too few were patched',
    {
      entries: RING,
      organization: { nodes: ringNodes() },
      spoil: (record) => addRingBefore(record, '8 patched, 2 failed'),
    },
    'though 22FRI@2026-03-06 patched 80 % of its nodes, wanted 90 %',
  ],
  [
    'P5',
    'a ring that has not soaked',
    {
      entries: { ...RING, '2SAT': { ...ENTRY, after: { ...RING['2SAT'].after, soakHours: 72 } } },
      organization: { nodes: ringNodes() },
      spoil: (record) => addRingBefore(record),
    },
    '2.2 h after 22FRI@2026-03-06 closed, wanted 72 h',
  ],
  ['P5', 'a ring after nothing', { entries: { '2SAT': RING['2SAT'] } }, 'and the ring before, 22FRI, has no entry'],
];

describe('the referee refuses', () => {
  it.each(refused)('by %s %s', (law, _, madeUp, says) => {
    const breaches = judged(madeUp);
    expect(breaches).toContainEqual(expect.stringContaining(says));
    expect(breaches.filter((breach) => !breach.startsWith(law))).toEqual([]);
  });
});
