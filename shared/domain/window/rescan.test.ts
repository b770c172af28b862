import { describe, expect, it } from '@jest/globals';
import { aPatchCommand, aRosterNode, RESCAN_SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import type { JudgedNode } from './judge-cell.ts';
import { nodesToRescan } from './rescan.ts';

const now = new Date('2026-03-06T22:00:00Z');
const node: JudgedNode = aRosterNode();
const sent = aPatchCommand({ snapshotId: RESCAN_SNAPSHOT_ID, nodeIds: [node.id] });
const wanted = (rescanAskedAt: string | undefined, commands = [aPatchCommand()]) =>
  nodesToRescan([{ ...node, rescanAskedAt: rescanAskedAt === undefined ? undefined : new Date(rescanAskedAt) }], {
    sent: commands,
    rescanSnapshotId: RESCAN_SNAPSHOT_ID,
    now,
  }).length;

describe('nodesToRescan()', () => {
  it('wants each node rescanned once', () => {
    expect(wanted(undefined)).toBe(1);
    expect(wanted(undefined, [sent])).toBe(0);
    expect(wanted('2026-03-06T21:00:00Z', [sent])).toBe(0);
  });

  it('wants it again if what was asked for was never sent, which shows after ten minutes', () => {
    expect(wanted('2026-03-06T21:50:00.001Z', [])).toBe(0);
    expect(wanted('2026-03-06T21:50:00Z', [])).toBe(1);
  });

  it('counts no scan of others, and none of other nodes', () => {
    expect(wanted(undefined, [{ ...sent, snapshotId: 'other' }])).toBe(1);
    expect(wanted(undefined, [{ ...sent, nodeIds: ['i-0other00000000000'] }])).toBe(1);
  });
});
