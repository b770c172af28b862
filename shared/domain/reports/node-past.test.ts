import { describe, expect, it } from '@jest/globals';
import { aNodeRecord } from '../../testing/explain-builders.ts';
import { pastOf } from './node-past.ts';

const row = (windowId: string, verdict?: string, reason?: string) => aNodeRecord({ windowId, verdict, reason });

describe('pastOf()', () => {
  it('counts the windows since the last one that patched, by date and not by schedule', () => {
    const rows = [
      row('2SAT@2026-03-07', 'patched'),
      row('22FRI@2026-03-13', 'failed'),
      row('10SAT@2026-03-14', 'missed'),
      row('2SAT@2026-02-28', 'failed'),
    ];
    expect(pastOf(rows)).toMatchObject({
      last: { windowId: '10SAT@2026-03-14' },
      lastPatched: '2SAT@2026-03-07',
      unpatchedWindows: 2,
    });
  });

  it('takes an emergency for later than the window of its day', () => {
    const rows = [row('2SAT@2026-03-07+1a2b3c4d', 'patched'), row('2SAT@2026-03-07', 'failed')];
    expect(pastOf(rows)).toMatchObject({ lastPatched: '2SAT@2026-03-07+1a2b3c4d', unpatchedWindows: 0 });
  });

  it('passes over windows that owed it nothing, or have not judged it', () => {
    const rows = [
      row('2SAT@2026-03-28'),
      row('2SAT@2026-03-21', 'skipped', 'scanned'),
      row('2SAT@2026-03-14', 'excepted', 'exempt'),
      row('2SAT@2026-03-07', 'patched'),
    ];
    expect(pastOf(rows)).toMatchObject({ last: { windowId: '2SAT@2026-03-21' }, unpatchedWindows: 0 });
  });

  it('counts all where none has patched it, and none where there is none', () => {
    expect(pastOf([row('2SAT@2026-03-07', 'failed'), row('2SAT@2026-03-14', 'skipped', 'frozen')])).toMatchObject({
      lastPatched: undefined,
      unpatchedWindows: 2,
    });
    expect(pastOf([])).toEqual({ last: undefined, lastPatched: undefined, unpatchedWindows: 0 });
  });
});
