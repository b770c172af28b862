/** A run that comes to its cells one by one is stopped in the hub before it begins in one of them too late (P1). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { playedRun } from './played-run.ts';

const PATIENCE_MS = 120_000;
const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-slow-cells-'));

afterAll(() => rmSync(folder, { recursive: true }));

it(
  'begins nothing at or after a cutoff, though the cells take their turns for longer than the window',
  async () => {
    const run = await playedRun('--organization', slowOrganization());
    const cutoffs = new Map(run.windows.map(({ id, cutoffAt }) => [id, cutoffAt]));
    const notBegun = run.nodes.filter(({ reason }) => reason === 'run-not-started' || reason === 'cut-off');

    expect(run.problems).toEqual([]);
    expect(run.installs.length).toBeGreaterThan(0);
    expect(run.installs.filter(({ window, at }) => at >= (cutoffs.get(window ?? '') ?? ''))).toEqual([]);
    expect(notBegun.length).toBeGreaterThan(0); // Otherwise there was nothing to stop.
    expect(run.calls['ssm']?.['StopAutomationExecution']).toBeGreaterThan(0);
    expect(run.notices.filter(({ kind }) => kind === 'late-install' || kind === 'cutoff-refused')).toEqual([]);
  },
  PATIENCE_MS,
);

/** The default organization, with one cell and one node at a time. */
function slowOrganization(): string {
  const organization: unknown = JSON.parse(readFileSync('examples/default.json', 'utf8'));
  const { scheduleDefaults, ...rest } = fieldsOf(organization);
  const slow = { concurrency: '1', errors: '100%', cells: { concurrency: '1', errors: '100%' } };
  const file = path.join(folder, 'slow.json');
  writeFileSync(file, JSON.stringify({ ...rest, scheduleDefaults: { ...fieldsOf(scheduleDefaults), ...slow } }));
  return file;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}));
}
