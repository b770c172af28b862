import { describe, expect, it } from '@jest/globals';
import { aNodeRecord, aPart, saidIn } from '../../testing/explain-builders.ts';
import type { EvidenceRecord, NodeRecord } from './ledger-records.ts';
import { chapter } from './story.ts';
import { tellOperation } from './tell-operation.ts';

const OURS = [{ chunk: 1, requestJson: '{"SnapshotId":["s-1"]}' }];
const at = (time: string) => new Date(`2026-03-06T${time}Z`);
const inWindow = { startedAt: at('21:10:00') };

function told(evidence: EvidenceRecord | undefined, node: Partial<NodeRecord> = {}): string[] {
  const part = aPart({ node: aNodeRecord({ evidence, ...node }), runs: OURS });
  return saidIn(chapter('', tellOperation(part, 'the ledger')));
}

describe('tellOperation()', () => {
  it('tells by what it was done, and what it left', () => {
    const by = { operation: 'Install', patchGroup: 'prod', baselineId: 'pb-1', snapshotId: 's-1' };
    const state = { missing: 0, failed: 1, pendingReboot: 2 };
    expect(told({ ...inWindow, ...by, ...state, endedAt: at('21:20:00') })).toEqual([
      `2026-03-06T21:10:00Z The window's own patch operation began (Install), by the baseline pb-1, the patch group "prod", the snapshot s-1.`,
      '2026-03-06T21:20:00Z It ended: 0 missing, 1 failed, 2 waiting for a reboot.',
    ]);
  });

  it.each<[string, EvidenceRecord, Partial<NodeRecord>]>([
    ["The window's own patch operation", { ...inWindow, snapshotId: 's-1' }, {}],
    ['A patch operation of another run', { ...inWindow, snapshotId: 's-2' }, {}],
    ['A patch operation of another run', { startedAt: at('21:00:00') }, {}],
    ['Its last patch operation before the window', { startedAt: at('20:59:59') }, {}],
    ['The scan that it was asked for', { startedAt: at('22:00:00') }, { rescanAskedAt: at('22:00:00') }],
    ['A patch operation of another run', { startedAt: at('21:59:59') }, { rescanAskedAt: at('22:00:00') }],
  ])('knows whose it was: %s', (whose, evidence, node) => {
    expect(told(evidence, node)[0]).toMatch(new RegExp(`Z ${whose} began`));
  });

  it('takes none for older than a window of which nothing is known', () => {
    const part = aPart({
      node: aNodeRecord({ evidence: { startedAt: at('20:00:00') } }),
      record: { kind: 'unknown', why: 'gone' },
    });
    expect(tellOperation(part, 'the ledger')[0]?.said).toBe('A patch operation of another run began.');
  });

  it('tells what is there where some of it is not', () => {
    expect(told(undefined)).toEqual([]);
    expect(told({})).toEqual(['No patch state was read.']);
    expect(told({ missing: 3 })).toEqual(['Its patch state: 3 missing, ? failed, ? waiting for a reboot.']);
    expect(told({ failed: 3 })).toEqual(['Its patch state: ? missing, 3 failed, ? waiting for a reboot.']);
    expect(told({ ...inWindow, pendingReboot: 0 })[1]).toBe(
      'Its end is not known: ? missing, ? failed, 0 waiting for a reboot.',
    );
    expect(told({ ...inWindow, endedAt: at('21:20:00') })[1]).toBe(
      '2026-03-06T21:20:00Z It ended: no patch was counted.',
    );
    expect(told(inWindow)).toHaveLength(1);
  });
});
