/** One window of an organization, from the sweep that opens it to the one that closes it, with every call to AWS counted. */

import { liveWorld as settlingWorld } from '../../functions/settle-cell/live-world.ts';
import { settleCell } from '../../functions/settle-cell/settle-cell.ts';
import { liveWorld as sweepingWorld } from '../../functions/sweep-windows/live-world.ts';
import { type SweepReport, sweepWindows } from '../../functions/sweep-windows/sweep-windows.ts';
import { snapshotIdOf } from '../../shared/aws/start-run.ts';
import type { Cell } from '../../shared/domain/window/node.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { AwsCalls, type Counts } from './aws-calls.ts';
import { cellAnswers } from './cell-answers.ts';
import { hubAnswers, SCHEDULE } from './hub-answers.ts';
import { Ledger } from './ledger.ts';
import { CELL_KINDS, HUB, organizationOf, type Size } from './organization.ts';

export interface PlayedWindow {
  readonly size: Size;
  readonly opening: Counts;
  /** The sweeps five minutes later, with nothing new to see. */
  readonly watching: Counts;
  readonly settling: readonly SettledCell[];
  /** Settling one and the same cell while other windows, which have nothing to do with it, are under way or followed. */
  readonly settlingBeside: readonly (SettledCell & { readonly others: number })[];
  readonly closing: Counts;
  /** Rows of nodes that the opening wrote. */
  readonly nodesWritten: number;
  readonly largestItemBytes: number;
}

export interface SettledCell {
  readonly cell: Cell;
  readonly nodes: number;
  readonly counts: Counts;
}

/** An opening whose Lambda was killed when half of the nodes were written down, and the sweep that goes on with it. */
export interface InterruptedOpening {
  readonly secondTry: Counts;
  readonly nodesWritten: number;
}

const WINDOW = `${SCHEDULE}@2026-03-07`;
const BEFORE = new Date('2026-03-07T01:55:00Z');
const OPENS = new Date('2026-03-07T02:00:00Z');
const SETTLES = new Date('2026-03-07T03:00:00Z');
const CLOSES = new Date('2026-03-07T06:05:00Z');

const settings = settingsFrom({
  HUB_REGION: HUB.region,
  PARAMETER_PATH: '/patchplane',
  LEDGER_TABLE: 'ledger',
  ALERTS_TOPIC_ARN: `arn:aws:sns:${HUB.region}:${HUB.account}:alerts`,
  CHAT_TOPIC_ARN: `arn:aws:sns:${HUB.region}:${HUB.account}:chat`,
  BUS_NAME: 'patchplane',
  AGGREGATOR_NAME: 'patchplane',
  RUNBOOK_NAME: 'Patchplane-PatchCell',
  ADMINISTRATION_ROLE_ARN: `arn:aws:iam::${HUB.account}:role/administration`,
  EXECUTION_ROLE_NAME: 'Patchplane-PatchCell',
  OUTPUT_BUCKET: 'output',
  READ_ROLE_NAME: 'Patchplane-Read',
  CUTOFF_ROLE_NAME: 'Patchplane-Cutoff',
  RESCAN_ROLE_NAME: 'Patchplane-Rescan',
});

/** Plays the window; one cell of each kind is settled, and the others are taken to be settled then. */
export async function playWindow(size: Size): Promise<PlayedWindow> {
  const stage = openStage(size);
  try {
    const opening = await stage.open();
    const { nodesWritten } = stage.ledger;
    const watching = await stage.sweep(OPENS.getTime() + SWEEP_EVERY_MS);
    const settling = [];
    for (const cell of stage.cells.slice(0, CELL_KINDS)) settling.push(await stage.settle(cell));
    const settlingBeside = [];
    for (const others of OTHER_WINDOWS) {
      stage.addOthers(others);
      settlingBeside.push({ ...(await stage.settle(stage.cells[BESIDE_OTHERS] ?? HUB)), others });
    }
    stage.endOthers();
    const closing = await stage.close();
    const { largestItemBytes } = stage.ledger;
    return {
      size,
      opening,
      watching: watching.counts,
      settling,
      settlingBeside,
      closing,
      nodesWritten,
      largestItemBytes,
    };
  } finally {
    stage.leave();
  }
}

/** Plays the opening alone. */
export async function openOnly(size: Size): Promise<Counts> {
  const stage = openStage(size);
  try {
    return await stage.open();
  } finally {
    stage.leave();
  }
}

export async function openInterrupted(size: Size): Promise<InterruptedOpening> {
  const stage = openStage(size);
  try {
    const secondTry = await stage.openInTwoTries();
    return { secondTry, nodesWritten: stage.ledger.nodesWritten };
  } finally {
    stage.leave();
  }
}

/** How many other windows are under way, and how many are followed, while a cell is settled. */
const OTHER_WINDOWS = [0, 10, 20];
/** The cell by which that is shown, among the first ones. */
const BESIDE_OTHERS = 6;

const SWEEP_EVERY_MS = 5 * 60_000;
const CLOSING_SWEEPS_MAX = 3;

function openStage(size: Size) {
  const organization = organizationOf(size);
  const ledger = new Ledger(organization);
  const run = { windowId: WINDOW, snapshotId: snapshotIdOf(WINDOW), startedAt: OPENS, endedAt: SETTLES };
  const aws = new AwsCalls({ ...hubAnswers(organization), ...ledger.operations, ...cellAnswers(organization, run) });

  let now = BEFORE;
  globalThis.patchplaneSeam = {
    now: () => now,
    sleep: async (ms) => {
      now = new Date(now.getTime() + ms);
    },
    client: { requestHandler: aws },
  };
  Object.assign(process.env, {
    AWS_REGION: HUB.region,
    AWS_ACCESS_KEY_ID: `AKIA${HUB.account}`,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  const sweeping = sweepingWorld(settings);
  const settlingIn = settlingWorld(settings);

  async function sweep(atMs: number) {
    now = new Date(atMs);
    const { steps } = await sweepWindows({ cause: 'tick', at: now }, sweeping);
    return { did: didTo(steps), counts: aws.takeCounts() };
  }

  return {
    cells: organization.cells,
    ledger,
    sweep,
    leave: () => {
      globalThis.patchplaneSeam = undefined;
    },
    /** The sweep before it is there so that this one finds what sweeps remember of each other. */
    async open() {
      await sweep(BEFORE.getTime());
      const { did, counts } = await sweep(OPENS.getTime());
      if (did !== 'opened') throw new Error(`Cannot open ${WINDOW}: the sweep has ${did}`);
      return counts;
    },
    async openInTwoTries() {
      await sweep(BEFORE.getTime());
      aws.killWhen(() => ledger.nodesWritten >= size.nodes / 2);
      const died = await sweep(OPENS.getTime()).then(
        () => false,
        () => true,
      );
      if (!died) throw new Error(`Cannot interrupt the opening of ${WINDOW}: it came to its end`);
      aws.killWhen(() => false);
      aws.takeCounts();
      const { did, counts } = await sweep(OPENS.getTime() + SWEEP_EVERY_MS);
      if (did !== 'opened') throw new Error(`Cannot open ${WINDOW} at the second try: the sweep has ${did}`);
      return counts;
    },
    addOthers(count: number) {
      for (let number = 0; number < count; number += 1) {
        ledger.addLike(WINDOW, `under-way-${number}@2026-03-07`, { state: { S: 'open' }, due: { S: 'window' } });
        ledger.addLike(WINDOW, `followed-${number}@2026-03-07`, FOLLOWED);
      }
      ledger.change('CELL#', { settled: { BOOL: false } });
    },
    endOthers() {
      for (let number = 0; number < Math.max(...OTHER_WINDOWS); number += 1) {
        ledger.addLike(WINDOW, `under-way-${number}@2026-03-07`, { due: undefined });
        ledger.addLike(WINDOW, `followed-${number}@2026-03-07`, { due: undefined });
      }
    },
    async settle({ account, region }: Cell) {
      now = SETTLES;
      aws.takeCounts();
      const { settlements } = await settleCell(
        { cause: 'cell-due', id: 'benchmark', account, region, window: WINDOW, at: now },
        settlingIn,
      );
      if (settlements[0]?.did !== 'settled') {
        throw new Error(`Cannot settle ${account} ${region}: ${JSON.stringify(settlements)}`);
      }
      return { cell: { account, region }, nodes: organization.nodesIn({ account, region }), counts: aws.takeCounts() };
    },
    async close() {
      ledger.change('CELL#', { settled: { BOOL: true } });
      ledger.nodesHave = { verdict: { S: 'patched' }, reason: { S: 'installed' } };
      for (let sweeps = 0; sweeps < CLOSING_SWEEPS_MAX; sweeps += 1) {
        const { did, counts } = await sweep(CLOSES.getTime() + sweeps * SWEEP_EVERY_MS);
        if (did === 'closed') return counts;
      }
      throw new Error(`Cannot close ${WINDOW}: ${CLOSING_SWEEPS_MAX} sweeps have not`);
    },
  };
}

const NONE = { N: '0' };
const FOLLOWED = {
  due: { S: 'follow-up' },
  state: { S: 'final' },
  endedAt: { S: CLOSES.toISOString() },
  announced: { BOOL: true },
  roster: NONE,
  verdicts: {
    M: { patched: NONE, 'pending-reboot': NONE, failed: NONE, skipped: NONE, missed: NONE, excepted: NONE },
  },
};

function didTo(steps: SweepReport['steps']): string {
  return steps.find(({ window }) => window === WINDOW)?.did ?? 'done nothing';
}
