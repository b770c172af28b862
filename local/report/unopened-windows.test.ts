import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../shared/testing/domain-builders.ts';
import { sinceFirstSweep, unopenedWindows } from './unopened-windows.ts';

const entry = JSON.stringify({
  zone: 'Europe/Berlin',
  durationHours: 4,
  cutoffHours: 1,
  environment: 'prod',
  owner: 'operations@example.com',
});
const organization = {
  parameters: new Map([
    ['/patchplane/schedules/22FRI', entry],
    ['/patchplane/schedules/2SAT', entry],
    ['/patchplane/schedules/23FRI', '{"zone": "Europe/Nowhere"}'],
    ['/patchplane/schedules/Sat', entry],
    ['/patchplane/settings', '{}'],
  ]),
};
const ids = (from: string, to: string, ...opened: readonly string[]) =>
  unopenedWindows(organization, { from: new Date(from), to: new Date(to), opened: new Set(opened) }).map(
    ({ id }) => id,
  );

describe('unopenedWindows()', () => {
  it('has every window that is owed in the stretch, which is half-open', () => {
    expect(ids('2026-03-06T21:00:00Z', '2026-03-07T01:00:00Z')).toEqual(['22FRI@2026-03-06']);
    expect(ids('2026-03-06T21:00:00.001Z', '2026-03-07T01:00:00.001Z')).toEqual(['2SAT@2026-03-07']);
  });

  it('leaves out what the ledger knows of, and entries that are refused', () => {
    expect(ids('2026-03-06T00:00:00Z', '2026-03-08T00:00:00Z', '22FRI@2026-03-06')).toEqual(['2SAT@2026-03-07']);
  });
});

describe('sinceFirstSweep()', () => {
  it('excuses what opened before the first sweep could see the catalogue', () => {
    const { opensAt } = aWindow();
    const deployed = (minutesBefore: number) => new Date(opensAt.getTime() - minutesBefore * 60_000);

    expect(sinceFirstSweep([aWindow()], deployed(0))).toEqual([]);
    expect(sinceFirstSweep([aWindow()], deployed(4.999))).toEqual([]);
    expect(sinceFirstSweep([aWindow()], deployed(5))).toEqual([aWindow()]);
  });
});
