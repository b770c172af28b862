import { describe, expect, it } from '@jest/globals';
import { aPatchCommand, aWindow, RESCAN_SNAPSHOT_ID, SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { foreignRuns, type PatchCommand } from './foreign-run.ts';

const window = aWindow(); // 21:00Z to 01:00Z
const idsOf = (windowId: string) => (windowId === window.id ? [SNAPSHOT_ID, RESCAN_SNAPSHOT_ID] : ['other']);
const foreign = (...commands: readonly Partial<PatchCommand>[]) =>
  foreignRuns(
    commands.map((command) => aPatchCommand(command)),
    window,
    idsOf,
  ).map(({ commandId }) => commandId);

describe('foreignRuns()', () => {
  it('leaves out what our windows have sent, this one and others, and their rescans', () => {
    expect(
      foreign(
        { commandId: 'ours', comment: window.id, snapshotId: SNAPSHOT_ID },
        { commandId: 'rescan', comment: `${window.id} rescan`, snapshotId: RESCAN_SNAPSHOT_ID },
        { commandId: 'other window', comment: '23FRI@2026-03-06', snapshotId: 'other' },
      ),
    ).toEqual([]);
  });

  it('takes a comment alone, or a snapshot id alone, for no proof', () => {
    expect(
      foreign(
        { commandId: 'copied comment', comment: window.id, snapshotId: 'made up' },
        { commandId: 'no snapshot', comment: window.id, snapshotId: undefined },
        { commandId: 'no comment', comment: '', snapshotId: SNAPSHOT_ID },
        { commandId: 'neither', comment: 'patch now', snapshotId: undefined },
      ),
    ).toEqual(['copied comment', 'no snapshot', 'no comment', 'neither']);
  });

  it('looks from the opening to the end of the window', () => {
    const at = (requestedAt: string) => foreign({ commandId: 'one', requestedAt: new Date(requestedAt) });

    expect(at('2026-03-06T20:59:59.999Z')).toEqual([]);
    expect(at('2026-03-06T21:00:00Z')).toEqual(['one']);
    expect(at('2026-03-07T00:59:59.999Z')).toEqual(['one']);
    expect(at('2026-03-07T01:00:00Z')).toEqual([]);
  });

  it('says of each what people need to find it', () => {
    const { snapshotId: _, nodeIds: __, ...said } = aPatchCommand();
    expect(foreignRuns([aPatchCommand()], window, idsOf)).toEqual([said]);
  });
});
