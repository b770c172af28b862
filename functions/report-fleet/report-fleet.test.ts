import { describe, expect, it } from '@jest/globals';
import type { ObservedAudit } from '../../shared/aws/observe-reports.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { Period } from '../../shared/domain/reports/report-period.ts';
import { aSeenNode, someAuditFacts, someWeekFacts } from '../../shared/testing/report-builders.ts';
import { reportFleet, type World } from './report-fleet.ts';

const AT = new Date('2026-03-09T12:00:00Z');
const NODE = 'i-0a1b2c3d4e5f60718';

describe('reportFleet()', () => {
  it('files the week as JSON, CSV and a page under its date, and tells where', async () => {
    const hub = reportingHub();
    const filed = await reportFleet({ cause: 'tick', report: 'weekly', at: AT }, hub.world);

    expect(filed).toEqual({ folder: 'weekly/2026-03-09T1200Z', wanting: 0, unread: 0 });
    expect(hub.asked).toEqual([{ from: new Date('2026-03-02T12:00:00Z'), to: AT }]);
    expect(hub.acts).toEqual([
      'put weekly/2026-03-09T1200Z/compliance.json',
      'put weekly/2026-03-09T1200Z/compliance.csv',
      'put weekly/2026-03-09T1200Z/compliance.html',
      'tell report#weekly#2026-03-09T1200Z',
    ]);
    expect(hub.told[0]?.happened).toContain('s3://reports/weekly/2026-03-09T1200Z/');
  });

  it('writes down what an audit has found, once it is filed and told', async () => {
    const hub = reportingHub();
    await reportFleet({ cause: 'tick', report: 'monthly', at: AT }, hub.world);

    expect(hub.acts.slice(-2)).toEqual(['tell report#monthly#2026-03-09T1200Z', 'write audit']);
    expect(hub.audits).toEqual([
      { at: AT, tags: new Map([[NODE, { value: '22FRI', change: 2 }]]), baseline: hub.facts.baseline },
    ]);
  });

  it('writes nothing down of an audit that somebody asked for', async () => {
    const hub = reportingHub();
    await reportFleet({ cause: 'requested', report: 'monthly', at: AT }, hub.world);

    expect(hub.acts.at(-1)).toBe('tell report#monthly#2026-03-09T1200Z');
    expect(hub.audits).toEqual([]);
  });

  it('does the same again, in the same place and under the same key', async () => {
    const hub = reportingHub();
    for (let times = 0; times < 2; times += 1)
      await reportFleet({ cause: 'tick', report: 'monthly', at: AT }, hub.world);

    expect(hub.acts.slice(5)).toEqual(hub.acts.slice(0, 5));
    expect(hub.texts.slice(3)).toEqual(hub.texts.slice(0, 3));
  });

  it('files nothing where the fleet cannot be observed (P5)', async () => {
    const hub = reportingHub();
    const refuse = async () => {
      throw new Error('Cannot judge the tags of the inventory: AccessDenied');
    };
    await expect(
      reportFleet({ cause: 'tick', report: 'monthly', at: AT }, { ...hub.world, observeAudit: refuse }),
    ).rejects.toThrow('AccessDenied');
    expect(hub.acts).toEqual([]);
  });
});

function reportingHub() {
  const acts: string[] = [];
  const texts: string[] = [];
  const told: Notice[] = [];
  const asked: Period[] = [];
  const audits: unknown[] = [];
  const facts: ObservedAudit = {
    ...someAuditFacts({ inventory: [aSeenNode({ id: NODE })] }),
    memory: new Map([[NODE, { change: 2 }]]),
  };
  const world: World = {
    observeWeek: async (period) => {
      asked.push(period);
      return someWeekFacts(period);
    },
    observeAudit: async (period) => ({ ...facts, ...period }),
    putReport: async (folder, { name, text }) => {
      acts.push(`put ${folder}/${name}`);
      texts.push(text);
    },
    bucket: { bucket: 'reports', region: 'eu-central-1' },
    tell: async (notice) => {
      acts.push(`tell ${notice.key}`);
      told.push(notice);
    },
    audits: {
      write: async (audit) => {
        acts.push('write audit');
        audits.push(audit);
      },
    },
  };
  return { world, acts, texts, told, asked, audits, facts };
}
