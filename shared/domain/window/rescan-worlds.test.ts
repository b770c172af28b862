import { describe, expect, it } from '@jest/globals';
import { aPatchCommand, aRosterNode, RESCAN_SNAPSHOT_ID, SNAPSHOT_ID } from '../../testing/domain-builders.ts';
import { everyCombination, survey } from '../../testing/every-combination.ts';
import type { JudgedNode } from './judge-cell.ts';
import { nodesToRescan } from './rescan.ts';

const now = new Date('2026-03-06T22:00:00Z');
const IDS = ['i-1', 'i-2', 'i-3'] as const;

/** When a rescan was asked for, in milliseconds before now, around the ten minutes in which a command must show. */
const ASKED = [undefined, 0, 599_999, 600_000, 600_001] as const;

/** Which nodes a command went to. */
const SENT = [[], ['i-1'], ['i-2'], ['i-1', 'i-3'], ['i-1', 'i-2', 'i-3']] as const;

/** Commands that are no rescan of ours. */
const OTHERS = [
  { snapshotId: undefined, nodeIds: ['i-1', 'i-2'] },
  { snapshotId: SNAPSHOT_ID, nodeIds: ['i-1', 'i-2', 'i-3'] },
  { snapshotId: SNAPSHOT_ID, nodeIds: [] },
] as const;

describe('nodesToRescan() in small worlds', () => {
  // Goal: each node is rescanned, and once, whatever crashed in between. Method: up to three nodes, each asked for at every
  // moment or not at all, with commands of this rescan and of others to any of them.
  it('sends one rescan to each, and another only if none was sent (P7)', () => {
    const worlds = everyCombination({
      asked: [
        ...everyCombination({ one: [...ASKED, 'absent'], two: [...ASKED, 'absent'], three: [...ASKED, 'absent'] }),
      ],
      sent: SENT,
      sentAgain: [undefined, ...SENT],
      byOthers: OTHERS,
    });

    expect(survey(worlds, lawsOfRescan)).toEqual({ worlds: 6 ** 3 * 5 * 6 * 3, broken: [] });
  });
});

type Asked = (typeof ASKED)[number] | 'absent';

interface RescanWorld {
  readonly asked: { readonly one: Asked; readonly two: Asked; readonly three: Asked };
  readonly sent: readonly string[];
  readonly sentAgain: readonly string[] | undefined;
  readonly byOthers: (typeof OTHERS)[number];
}

function lawsOfRescan({ asked, sent, sentAgain, byOthers }: RescanWorld): Record<string, boolean> {
  const waiting = Object.values(asked).flatMap((askedMsAgo, index) =>
    askedMsAgo === 'absent' ? [] : [waitingNode(IDS[index] ?? '', askedMsAgo)],
  );
  const ours = [sent, ...(sentAgain === undefined ? [] : [sentAgain])];
  const commands = [
    aPatchCommand(byOthers),
    ...ours.map((nodeIds) => aPatchCommand({ snapshotId: RESCAN_SNAPSHOT_ID, nodeIds })),
  ];
  const wanted = nodesToRescan(waiting, { sent: commands, rescanSnapshotId: RESCAN_SNAPSHOT_ID, now });
  const reached = (id: string) => ours.some((nodeIds) => nodeIds.includes(id));
  const fresh = ({ rescanAskedAt }: JudgedNode) =>
    rescanAskedAt !== undefined && rescanAskedAt > new Date('2026-03-06T21:50:00Z');

  return {
    'what was sent is not sent again': wanted.every(({ id }) => !reached(id)),
    'what may be on its way is waited for': wanted.every((node) => !fresh(node)),
    'every other node is wanted': waiting.every((node) => reached(node.id) || fresh(node) || wanted.includes(node)),
    'none twice, and none that does not wait':
      new Set(wanted).size === wanted.length && wanted.every((node) => waiting.includes(node)),
  };
}

function waitingNode(id: string, askedMsAgo: number | undefined): JudgedNode {
  const rescanAskedAt = askedMsAgo === undefined ? undefined : new Date(now.getTime() - askedMsAgo);
  return { ...aRosterNode({ id }), rescanAskedAt };
}
