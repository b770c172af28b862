import { describe, expect, it } from '@jest/globals';
import { around } from '../../testing/around.ts';
import { aPatchCommand, aWindow, RESCAN_SNAPSHOT_ID, SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import { foreignRuns, type PatchCommand } from './foreign-run.ts';

const window = aWindow();
const OTHER_ID = `${window.id}+1a2b3c4d`;

/** The snapshot ids of this window, and of an emergency of the same night. */
const SNAPSHOTS = new Map([
  [window.id, [SNAPSHOT_ID, RESCAN_SNAPSHOT_ID]],
  [OTHER_ID, ['other', 'other-rescan']],
]);

const COMMANDS = [
  ...everyCombination({
    comment: [
      '',
      window.id,
      `${window.id} rescan`,
      OTHER_ID,
      `${OTHER_ID} rescan`,
      ` ${window.id}`,
      '22FRI',
      'patch now',
    ],
    snapshotId: [undefined, '', SNAPSHOT_ID, RESCAN_SNAPSHOT_ID, 'other', 'other-rescan', 'made up'],
    requestedAt: around(window.opensAt, window.closesAt),
    operation: ['Install', 'Scan'],
  }),
];

describe('foreignRuns() in small worlds', () => {
  // Goal: no other hand stays unseen, and none of ours is called foreign. Method: every comment with every snapshot id, at
  // instants around the edges of the window; alone, and in pairs with one of ours and one of others.
  it('names every command inside the window that no window of ours can have sent', () => {
    const ours = aPatchCommand({ commandId: 'ours', comment: window.id, snapshotId: SNAPSHOT_ID });
    const foreign = aPatchCommand({ commandId: 'foreign', comment: 'by hand' });
    const besides: readonly PatchCommand[][] = [[], [ours], [foreign], [ours, foreign]];
    const worlds = everyCombination({ command: COMMANDS, beside: besides });

    expect(
      survey(worlds, ({ command, beside }) => {
        const one = aPatchCommand({ ...command, commandId: 'one' });
        const named = foreignRuns([one, ...beside], window, (id) => SNAPSHOTS.get(id) ?? []).map(
          ({ commandId }) => commandId,
        );
        const inside = command.requestedAt >= window.opensAt && command.requestedAt < window.closesAt;
        const wanted = [
          ...(inside && !isOurs(command) ? ['one'] : []),
          ...(beside.includes(foreign) ? ['foreign'] : []),
        ];
        return { 'others and no others, each once': named.join() === wanted.join() };
      }),
    ).toEqual({ worlds: 8 * 7 * 6 * 2 * 4, broken: [] });
  });
});

/** It says which window sent it, and carries what only that window knows. */
function isOurs({ comment, snapshotId }: { comment: string; snapshotId: string | undefined }): boolean {
  const regular = [window.id, `${window.id} rescan`].includes(comment);
  const emergency = [OTHER_ID, `${OTHER_ID} rescan`].includes(comment);
  if (snapshotId === SNAPSHOT_ID || snapshotId === RESCAN_SNAPSHOT_ID) return regular;
  return (snapshotId === 'other' || snapshotId === 'other-rescan') && emergency;
}
