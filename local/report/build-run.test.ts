import { describe, expect, it } from '@jest/globals';
import { readOrganization } from '../organization/read-organization.ts';
import { emptyRecord } from '../record.ts';
import { buildRun, type Observation } from './build-run.ts';
import { sampleObservation } from './sample-observation.ts';

const sample = () => sampleObservation(readOrganization('examples/default.json'));

describe('buildRun()', () => {
  it('gives every node a row for each window that owed it, or one row that says why none did', () => {
    const observation = sample();
    const run = buildRun(observation);

    expect(run.windows.map(({ id, roster }) => `${id} ${roster}`).slice(0, 3)).toEqual([
      '22FRI@2026-03-06 9',
      '2SAT@2026-03-07 9',
      '6SAT@2026-03-07 9',
    ]);
    expect(run.windows).toHaveLength(13);
    expect(new Set(run.nodes.map(({ id }) => id)).size).toBe(observation.organization.nodes.length);
    expect(run.nodes.filter(({ window }) => window !== null).length).toBe(
      run.windows.reduce((sum, { roster }) => sum + roster, 0),
    );
    expect(run.problems).toEqual([]);
  });

  it('names the reason of each node that no window owed, by its tag at the end of the run', () => {
    const observation = sample();
    const reports = observation.organization.nodes.filter(({ name }) => name.startsWith('reports-'));
    const tags = new Map([
      ...observation.tags,
      ...reports.map(({ id }) => [id, { 'maintenance:patching': '6SUN' }] as const),
    ]);
    const run = buildRun({ ...observation, tags });
    const reasonOf = (name: string) => run.nodes.find((node) => node.name === name);

    expect(reasonOf('inbox-01')).toMatchObject({ window: null, verdict: null, schedule: null, reason: 'untagged' });
    expect(reasonOf('reports-01')).toMatchObject({ schedule: '6SUN', reason: 'not-on-roster' });
    expect(reasonOf('closing-db-01')).toMatchObject({ schedule: '2SATX4', reason: 'no-window' });
    expect(reasonOf('loyalty-01')).toMatchObject({ schedule: '2STA', reason: 'malformed' });
    expect(reasonOf('payment-hsm-01')).toMatchObject({ schedule: 'EXEMPT', reason: 'exempt' });
    expect(reasonOf('web-fleet-01')).toMatchObject({ schedule: 'REPLACE', reason: 'immutable' });
  });

  it('says of a window that no sweep has opened that it was not opened, and is troubled only if a sweep came since', () => {
    const observation = sample();
    const bare = (sweptAt: string) =>
      buildRun({ ...observation, rows: [{ pk: 'SWEEP', sk: 'SWEEP', sweptAt }], record: emptyRecord() });
    const before = bare('2026-03-06T20:55:00.000Z'); // 22FRI opens at 21:00Z, the next window at 01:00Z
    const after = bare('2026-03-07T00:00:00.000Z');
    const reasons = new Map(before.nodes.map(({ name, reason }) => [name, reason]));

    expect(before.problems).toEqual([]);
    expect(reasons.get('closing-db-01')).toBe('no-window'); // 2SATX4 has none in this weekend.
    expect(before.nodes.filter(({ schedule }) => schedule === '22FRI').length).toBeGreaterThan(0);
    expect(new Set(before.nodes.filter(({ schedule }) => schedule === '22FRI').map(({ reason }) => reason))).toEqual(
      new Set(['window-not-opened']),
    );
    expect(after.problems).toEqual([
      'P4: 22FRI@2026-03-06 should have opened at 2026-03-06T21:00:00.000Z, and was neither opened nor missed',
    ]);
  });

  it('says of a schedule that nobody approved that it is not approved', () => {
    const observation = sample();
    const [first] = observation.organization.nodes.filter(({ name }) => name === 'closing-db-02');
    const tags = new Map([...observation.tags, [first?.id ?? '', { 'maintenance:patching': '2SATX3' }] as const]);

    expect(buildRun({ ...observation, tags }).nodes.find(({ id }) => id === first?.id)?.reason).toBe('not-approved');
  });

  it('makes the same bytes of the same observation in whatever order its parts were collected', () => {
    const observation = sample();
    const shuffled: Observation = {
      ...observation,
      rows: [...observation.rows].reverse(),
      tags: new Map([...observation.tags].reverse()),
      record: {
        ...observation.record,
        installs: [...observation.record.installs].reverse(),
        messages: [...observation.record.messages].reverse(),
      },
    };

    expect(JSON.stringify(buildRun(shuffled))).toBe(JSON.stringify(buildRun(observation)));
  });

  it('tells a window that still runs as it stands', () => {
    const observation = sample();
    const rows = observation.rows.map((row) => {
      const { state, verdicts, endedAt, roster, ...rest } = Object.fromEntries(Object.entries(row ?? {}));
      return rest['window'] === '22SUN@2026-03-08' && rest['sk'] === 'STATE' ? { ...rest, state: 'open', roster } : row;
    });
    const window = buildRun({ ...observation, rows }).windows.at(-1);

    expect(window).toMatchObject({ state: 'open', endedAt: null, roster: 7, verdicts: { patched: 7 } });
  });

  it('refuses a ledger row that it cannot read, by its key', () => {
    const observation = sample();
    const rows = [{ pk: 'WINDOW#2SAT@2026-03-07', sk: 'STATE', window: '2SAT@2026-03-07' }];

    expect(() => buildRun({ ...observation, rows })).toThrow('Cannot read ledger row WINDOW#2SAT@2026-03-07 STATE');
  });
});
