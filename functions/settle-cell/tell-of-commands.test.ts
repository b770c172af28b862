import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { Stopped } from '../../shared/domain/window/decide-stop.ts';
import type { Invocation } from '../../shared/domain/window/evidence.ts';
import {
  aKnownCell,
  aKnownWindow,
  anEvidence,
  anInvocation,
  aRun,
  aWindow,
} from '../../shared/testing/domain-builders.ts';
import { tellOfCommands } from './tell-of-commands.ts';

const { cutoffAt } = aWindow();
const heldAt = new Date('2026-03-06T22:00:00Z');
const held: Stopped = { at: heldAt, reason: 'held', cancelRunning: false };
const just = (before: Date) => new Date(before.getTime() - 1);

async function told(
  invocations: readonly Invocation[],
  { known, cell }: { readonly known?: Stopped; readonly cell?: Stopped } = {},
): Promise<Notice[]> {
  const notices: Notice[] = [];
  await tellOfCommands(
    { facts: { ...aKnownWindow({ stopped: known }), nextOpensAt: undefined }, cell: aKnownCell({ stopped: cell }) },
    { evidence: { ...anEvidence({ invocations }), sent: [] }, run: aRun() },
    async (notice) => void notices.push(notice),
  );
  return notices;
}

/** Sent in time, and at work on the node from then on. */
const begun = (startedAt: Date, nodeId = 'i-1') =>
  anInvocation({
    nodeId,
    status: 'InProgress',
    steps: [
      { name: 'PatchLinux', status: 'InProgress', responseCode: -1, startedAt },
      { name: 'InstallNoReboot', status: 'Pending', responseCode: -1 },
    ],
  });

describe('tellOfCommands()', () => {
  it('tells of an install that begins at the cutoff or later, whenever its command was sent (P1, P4)', async () => {
    expect(await told([begun(just(cutoffAt))])).toEqual([]);
    expect(await told([begun(cutoffAt)])).toMatchObject([{ kind: 'late-install', incident: true }]);
    expect(await told([anInvocation({ status: 'Pending' })])).toEqual([]);
    expect(await told([anInvocation({ requestedAt: cutoffAt })])).toHaveLength(1);
  });

  it('tells of one that begins after an operator or a calendar has stopped the run, in its cell or in all', async () => {
    for (const stop of [{ known: held }, { cell: held }, { known: { ...held, reason: 'frozen' } as const }]) {
      expect(await told([begun(just(heldAt))], stop)).toEqual([]);
      expect(await told([begun(heldAt)], stop)).toHaveLength(1);
    }
    expect(await told([begun(heldAt)], { known: { ...held, reason: 'cutoff' } })).toEqual([]);
  });

  it('does not believe a clock by which the node began before it was asked to', async () => {
    const requestedAt = cutoffAt;

    expect(await told([{ ...begun(just(cutoffAt)), requestedAt }])).toHaveLength(1);
    expect(await told([begun(new Date(0))])).toEqual([]);
  });

  it('tells of a second late node of a cell as well, and of neither twice (P4)', async () => {
    const keys = new Set<string | undefined>();
    for (const nodes of [['i-1'], ['i-1', 'i-2'], ['i-2', 'i-1'], ['i-2']]) {
      const [notice] = await told(nodes.map((id) => begun(cutoffAt, id)));
      keys.add(notice?.key);
    }
    expect(keys.size).toBe(3);
  });
});
