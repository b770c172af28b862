import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../testing/domain-builders.ts';
import { aPart, aWindowRecord, saidIn, someFacts } from '../../testing/explain-builders.ts';
import type { ParameterVersion } from './node-facts.ts';
import { tellSchedule } from './tell-schedule.ts';

const versions: readonly ParameterVersion[] = [
  { version: 2, by: 'ada', at: new Date('2026-01-01T00:00:00Z'), labels: [] },
  { version: 3, by: 'grace', at: new Date('2026-02-01T00:00:00Z'), labels: ['in-force'] },
  { version: 4, by: 'edsger', at: new Date('2026-03-01T00:00:00Z'), labels: [] },
];
const known = <Value>(value: Value) => ({ kind: 'known', value }) as const;
const refused = { kind: 'unknown', why: 'AccessDenied: no' } as const;

describe('tellSchedule()', () => {
  it('tells who wrote the version by which the window lived and the last one, who approved, and what is in force', () => {
    const approvals = known([{ version: 1, by: 'barbara', at: new Date('2026-02-02T00:00:00Z'), labels: [] }]);
    const chapter = tellSchedule(someFacts({ history: known(versions), approvals }));

    expect(chapter?.title).toBe('The schedule 22FRI');
    expect(saidIn(chapter)).toEqual([
      '2026-02-01T00:00:00Z grace wrote version 3 of the entry. By this version the window lived: Europe/Berlin, prod, Install, RebootIfNeeded, waves 1 and 2.',
      '2026-02-02T00:00:00Z barbara wrote the last approval of it.',
      '2026-03-01T00:00:00Z edsger wrote version 4 of the entry. It is not in force, and the window did not live by it.',
      '2026-03-08T12:00:00Z Version 3 is in force: Europe/Berlin, 4 hours, cutoff 1 before the end, prod, cloud-operations@example.com.',
    ]);
  });

  it('tells the rest of an entry where it has any', () => {
    const after = { schedule: '2SAT', minSuccessPercent: 95, soakHours: 72 };
    const entry = anEntry({ patchGroup: 'prod-14-days', calendars: ['year-end', 'audit'], after });
    const part = aPart({ record: known(aWindowRecord({ entry })) });

    expect(saidIn(tellSchedule(someFacts({ part, history: known(versions) })))[0]).toContain(
      'waves 1 and 2, patch group prod-14-days, calendars year-end and audit, after 2SAT.',
    );
  });

  it('tells of the last version alone where there is no window', () => {
    const history = known(versions.slice(0, 2));
    expect(saidIn(tellSchedule(someFacts({ part: undefined, history })))[0]).toBe(
      '2026-02-01T00:00:00Z grace wrote version 3 of the entry. It is in force.',
    );
  });

  it('says what is not known, and why', () => {
    const catalogue = { kind: 'unread', reason: 'ThrottlingException: slow down' } as const;
    const part = aPart({ record: { kind: 'unknown', why: 'gone' } });
    expect(saidIn(tellSchedule(someFacts({ part, history: refused, approvals: refused, catalogue })))).toEqual([
      '? Who wrote the entry is not known: AccessDenied: no',
      '? Who approved the entry is not known: AccessDenied: no',
      '? What is in force now is not known: ThrottlingException: slow down',
    ]);
  });

  it('tells of a schedule that is not in force, or of which the entry cannot be read', () => {
    const problem = { value: '22FRI', version: 5, reason: 'Cannot parse catalogue entry 22FRI: it is not JSON' };
    const told = (problems: readonly (typeof problem)[]) =>
      saidIn(tellSchedule(someFacts({ catalogue: { kind: 'read', entries: [], problems } })));

    expect(told([])).toEqual(['2026-03-08T12:00:00Z No entry of it is in force.']);
    expect(told([problem])).toEqual([`2026-03-08T12:00:00Z Its entry cannot be read: ${problem.reason}`]);
  });

  it('has nothing to tell where there is no schedule', () => {
    expect(tellSchedule(someFacts({ schedule: undefined }))).toBeUndefined();
  });
});
