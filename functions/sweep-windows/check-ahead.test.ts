import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../shared/testing/domain-builders.ts';
import { checkAhead } from './check-ahead.ts';

const catalogue = { kind: 'read' as const, entries: [anEntry(), anEntry({ value: '21FRI' })], problems: [] };

function sweep(now: string, checked: readonly string[] = []) {
  const nudged: string[] = [];
  let reads = 0;
  const world = {
    now: () => new Date(now),
    readiness: {
      checked: async () => {
        reads += 1;
        return new Set(checked);
      },
    },
    nudgeReadiness: async (windows: readonly string[]) => {
      nudged.push(windows.join(' '));
    },
  };
  return { world, seen: () => ({ nudged, reads }) };
}

describe('checkAhead()', () => {
  it('has each window of the next day checked that was not', async () => {
    const { world, seen } = sweep('2026-03-05T21:00:00Z', ['21FRI@2026-03-06']);
    await checkAhead(catalogue, world);
    expect(seen()).toEqual({ nudged: [aWindow().id], reads: 1 });
  });

  it('names all of them in one event, and puts none where all were checked', async () => {
    const { world, seen } = sweep('2026-03-05T21:00:00Z');
    await checkAhead(catalogue, world);
    expect(seen().nudged).toEqual([`${aWindow().id} 21FRI@2026-03-06`]);
    const done = sweep('2026-03-05T21:00:00Z', [aWindow().id, '21FRI@2026-03-06']);
    await checkAhead(catalogue, done.world);
    expect(done.seen().nudged).toEqual([]);
  });

  it('reads nothing where no window is near', async () => {
    const { world, seen } = sweep('2026-03-04T12:00:00Z');
    await checkAhead(catalogue, world);
    await checkAhead({ kind: 'unread', reason: 'no' }, world);
    expect(seen()).toEqual({ nudged: [], reads: 0 });
  });
});
