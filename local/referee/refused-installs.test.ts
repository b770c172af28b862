/** Records that the first two laws must refuse, with the words that they refuse in. */
import { describe, expect, it } from '@jest/globals';
import { judged } from '../testing/judged.ts';
import {
  AUDIT,
  aCommand,
  addEmergency,
  aHold,
  aRun,
  aTagWrite,
  at,
  EMERGENCY,
  ENTRY,
  type MadeUp,
  NODES,
  WINDOW,
} from '../testing/made-up-evidence.ts';
import { MEMBER } from '../testing/small-organization.ts';
import type { Law } from './breach.ts';

const [first, second] = NODES;
const refused: readonly (readonly [Law, what: string, madeUp: MadeUp, says: string])[] = [
  [
    'P1',
    'an install at the cutoff',
    { spoil: ({ patchRuns }) => patchRuns.splice(0, 1, aRun({ begunAt: at('04:00') })) },
    `${first} began to install at 2026-03-07T04:00:00.000Z outside ${WINDOW}, which takes installs from 2026-03-07T01:00:00.000Z to before 2026-03-07T04:00:00.000Z`,
  ],
  [
    'P1',
    'an install before the opening',
    { spoil: ({ patchRuns }) => patchRuns.splice(0, 1, aRun({ begunAt: at('00:59') })) },
    `${first} began to install at 2026-03-07T00:59:00.000Z outside ${WINDOW}`,
  ],
  [
    'P1',
    'an install in the window of another schedule',
    {
      spoil: ({ tagWrites }) => tagWrites.push(aTagWrite({ at: at('00:20'), by: 'ann', after: '6SAT' })),
      settings: {},
    },
    `${first} began to install at 2026-03-07T01:10:00.000Z in ${WINDOW}, while its schedule was 6SAT at 2026-03-07T01:05:00.000Z`,
  ],
  [
    'P1',
    'an install for no window',
    { entries: {} },
    `for "${WINDOW}", which is no window of the catalogue and none that somebody asked for`,
  ],
  [
    'P1',
    'an emergency that nobody asked for',
    {
      spoil: (record) => {
        addEmergency(record);
        record.putEvents.splice(0);
      },
    },
    `for "${EMERGENCY}", which is no window of the catalogue and none that somebody asked for`,
  ],
  [
    'P1',
    'an install in a freeze',
    { entries: { '2SAT': { ...ENTRY, calendars: ['audit'] } }, spoil: ({ calendars }) => calendars.push(AUDIT) },
    `${first} began to install at 2026-03-07T01:10:00.000Z in ${WINDOW}, while calendar audit was closed, as it was at 2026-03-07T01:00:00.000Z`,
  ],
  ...(
    [
      { kind: 'all' },
      { kind: 'schedule', schedule: '2SAT' },
      { kind: 'window', window: WINDOW },
      { kind: 'account', account: MEMBER },
    ] as const
  ).map(
    (scope) =>
      [
        'P1',
        `an install under a hold of ${Object.values(scope).join(' ')}`,
        { spoil: ({ putEvents }) => putEvents.push(aHold(scope, '00:30')) },
        `${first} began to install at 2026-03-07T01:10:00.000Z in ${WINDOW}, under the hold of ${Object.values(scope).join(' ')} asked for at 2026-03-07T00:30:00.000Z`,
      ] as const satisfies (typeof refused)[number],
  ),
  [
    'P2',
    'two installs in one window',
    {
      spoil: (record) => {
        record.commands.push(aCommand({ id: 'c-3', at: at('02:10'), nodeIds: [first] }));
        record.patchRuns.push(aRun({ commandId: 'c-3', begunAt: at('02:11') }));
      },
    },
    `${first} was installed twice in ${WINDOW}, at 2026-03-07T01:10:00.000Z and 2026-03-07T02:11:00.000Z`,
  ],
  [
    'P2',
    'a second one that found the package manager locked',
    { spoil: ({ patchRuns }) => patchRuns.push(aRun({ begunAt: at('01:11'), came: 'locked' })) },
    `${first} was installed twice in ${WINDOW}`,
  ],
  [
    'P2',
    'a run that was started twice, though the hook caught it',
    {
      spoil: (record) => {
        record.commands.push(aCommand({ id: 'c-3', at: at('01:30') }));
        record.patchRuns.push(aRun({ commandId: 'c-3', begunAt: at('01:31'), came: 'hook-refused' }));
      },
    },
    `${second} was sent two commands for ${WINDOW}, at 2026-03-07T01:05:00.000Z and 2026-03-07T01:30:00.000Z`,
  ],
  [
    'P2',
    'two windows within the gap',
    {
      entries: { '2SAT': ENTRY, '6SAT': ENTRY },
      spoil: (record) => {
        record.tagWrites.push(aTagWrite({ at: at('04:00'), by: 'ann', after: '6SAT' }));
        record.commands.push(aCommand({ id: 'c-3', at: at('05:05'), nodeIds: [first], comment: '6SAT@2026-03-07' }));
        record.patchRuns.push(aRun({ commandId: 'c-3', comment: '6SAT@2026-03-07', begunAt: at('05:10') }));
      },
    },
    `${first} was installed 4.0 h apart, wanted 6 h, at 2026-03-07T01:10:00.000Z and 2026-03-07T05:10:00.000Z, in ${WINDOW} and 6SAT@2026-03-07`,
  ],
];

describe('the referee refuses', () => {
  it.each(refused)('by %s %s', (law, _, madeUp, says) => {
    const breaches = judged(madeUp);
    expect(breaches).toContainEqual(expect.stringContaining(says));
    expect(breaches.filter((breach) => !breach.startsWith(law))).toEqual([]);
  });
});
