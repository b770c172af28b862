import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { NOW, saidIn, someFacts, tagsNow } from '../../testing/explain-builders.ts';
import type { HoldRecord } from './ledger-records.ts';
import { nextOpening, tellNext } from './tell-next.ts';

const unknown = { kind: 'unknown', why: 'AccessDenied: no' } as const;
const NEXT = 'The next window of 22FRI opens 2026-03-13 22:00 Europe/Berlin (2026-03-13T21:00:00Z)';

describe('tellNext()', () => {
  it('says when the next window of the tag opens', () => {
    expect(saidIn(tellNext(someFacts()))).toEqual([`${NEXT}.`]);
  });

  it('goes by the schedule of the window where the tag is not known, and says so', () => {
    expect(saidIn(tellNext(someFacts({ tags: unknown })))).toEqual([`${NEXT}, if its tag is still what it was.`]);
  });

  it('says why there is none', () => {
    const none = { kind: 'read', entries: [], problems: [] } as const;
    const unread = { kind: 'unread', reason: 'AccessDenied: no' } as const;
    expect(saidIn(tellNext(someFacts({ tags: tagsNow({ patching: 'EXEMPT' }) })))).toEqual([
      'No window, as long as its tag stays as it is.',
    ]);
    expect(saidIn(tellNext(someFacts({ tags: unknown, catalogue: none })))).toEqual([
      'No window: no entry of its schedule is in force.',
    ]);
    expect(saidIn(tellNext(someFacts({ catalogue: unread })))).toEqual([
      '? The next window is not known: AccessDenied: no',
    ]);
  });

  it('names the holds that stand in its way, and no others', () => {
    const hold: HoldRecord = { scope: { kind: 'all' }, by: 'ada', reason: 'Wait.', at: NOW, cancelRunning: false };
    const holds: readonly HoldRecord[] = [
      hold,
      { ...hold, releasedAt: NOW },
      { ...hold, scope: { kind: 'account', account: '444455556666' } },
      { ...hold, scope: { kind: 'account', account: '777788889999' } },
    ];
    expect(saidIn(tellNext(someFacts({ holds }))).slice(1)).toEqual([
      '2026-03-08T12:00:00Z A hold on all stands, by ada: Wait.',
      '2026-03-08T12:00:00Z A hold on account 444455556666 stands, by ada: Wait.',
    ]);
    expect(saidIn(tellNext(someFacts({ holds, part: undefined })))).toHaveLength(3);
    expect(saidIn(tellNext(someFacts({ holds, part: undefined, tags: unknown })))).toHaveLength(2);
  });
});

describe('nextOpening()', () => {
  it('is none for an entry that is no schedule', () => {
    expect(nextOpening(anEntry(), NOW)).toEqual(new Date('2026-03-13T21:00:00Z'));
    expect(nextOpening(anEntry({ value: '2STA' }), NOW)).toBeUndefined();
  });
});
