import type { Attempt } from '../../shared/aws/attempt.ts';
import type { CellObserver, CommandEvidence } from '../../shared/aws/observe-cell.ts';
import type { KnownCell, KnownWindow } from '../../shared/domain/window/decide-windows.ts';
import type { RunInCell } from '../../shared/domain/window/evidence.ts';
import {
  type CellEvidence,
  type JudgedNode,
  nodesToAskAbout,
  nodesToReadPatchStateOf,
} from '../../shared/domain/window/judge-cell.ts';
import { runInCell } from '../../shared/domain/window/run-in-cell.ts';

/** What a look at a cell reads with. */
export interface Sight {
  readonly now: () => Date;
  readonly graceMinutes: () => Promise<number>;
  readonly snapshotIdOf: (windowId: string) => string;
  readonly rescanSnapshotIdOf: (windowId: string) => string;
  readonly observe: CellObserver;
  /** Since when nodes are exempt, by their id. */
  readonly exemptSince: () => Promise<ReadonlyMap<string, Date>>;
}

export interface View {
  readonly evidence: CellEvidence & Pick<CommandEvidence, 'sent'>;
  readonly run: RunInCell;
}

/** Looks at what a window has come to in a cell. Of nodes that have their verdict nothing more is read. */
export async function lookAtCell(
  known: Pick<KnownWindow, 'window' | 'entry' | 'stopped'>,
  {
    cell,
    roster,
    asks,
    childOver = false,
  }: {
    readonly cell: KnownCell;
    readonly roster: readonly JudgedNode[];
    readonly asks: boolean;
    readonly childOver?: boolean;
  },
  sight: Sight,
): Promise<Attempt<View>> {
  const { window, entry } = known;
  const { observe } = sight;
  const snapshotId = sight.snapshotIdOf(window.id);
  const commands = await observe.commands(cell, { snapshotId, since: window.opensAt });
  if (commands.kind === 'refused') return commands;

  const { invocations } = commands.value;
  const toRead = nodesToReadPatchStateOf(roster, invocations);
  const baselines = await baselinesFor(entry.patchGroup, toRead, { cell, observe });
  if (baselines.kind === 'refused') return baselines;
  const patchStates = await observe.patchStates(cell, toRead);
  if (patchStates.kind === 'refused') return patchStates;

  const run = runInCell(known, cell, commands.value.commands, {
    now: sight.now(),
    graceMinutes: await sight.graceMinutes(),
    snapshotId,
    rescanSnapshotId: sight.rescanSnapshotIdOf(window.id),
    baselines: baselines.value,
    childOver,
  });
  const pings = await observe.pings(cell, asks ? nodesToAskAbout(roster, invocations, run) : []);
  if (pings.kind === 'refused') return pings;

  const excepted = asks && run.ended ? await exceptedIn(roster, { invocations, window }, sight) : undefined;
  const evidence = { ...commands.value, patchStates: patchStates.value, pings: pings.value, excepted };
  return { kind: 'done', value: { evidence, run } };
}

/** Read only where the run has left out nodes: of those, the ones that were exempt before it was too late to begin. */
async function exceptedIn(
  roster: readonly JudgedNode[],
  { invocations, window }: Pick<CellEvidence, 'invocations'> & Pick<KnownWindow, 'window'>,
  { exemptSince }: Pick<Sight, 'exemptSince'>,
): Promise<ReadonlySet<string> | undefined> {
  const reached = new Set(invocations.map(({ nodeId }) => nodeId));
  const unreached = roster.filter(({ id, verdict }) => verdict === undefined && !reached.has(id));
  if (unreached.length === 0) return undefined;
  const since = await exemptSince();
  return new Set(
    unreached.flatMap(({ id }) => {
      const at = since.get(id);
      return at !== undefined && at < window.cutoffAt ? [id] : [];
    }),
  );
}

/** Read only where the schedule names a patch group, and only when there is a patch state to judge by it. */
async function baselinesFor(
  patchGroup: string | undefined,
  toRead: readonly string[],
  { cell, observe }: { cell: KnownCell; observe: CellObserver },
): Promise<Attempt<RunInCell['baselines']>> {
  if (patchGroup === undefined || toRead.length === 0) return { kind: 'done', value: undefined };
  return observe.baselines(cell, patchGroup);
}
