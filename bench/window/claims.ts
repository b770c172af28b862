/** What is claimed about the calls of a window, and whether it held. */
import type { Counts } from './aws-calls.ts';
import type { InterruptedOpening, PlayedWindow } from './play-window.ts';

export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
  readonly measured: string;
}

const ACCOUNTS_PER_START = 1000;
const NODES_PER_READ = 50;
const READS_PER_GROUP = 2;
const READS_PER_CELL = 3;

/** What a killed Lambda costs: the share of the nodes that are written down again. */
const WRITTEN_AGAIN_MAX = 0.05;

export function claimsOf(
  base: PlayedWindow,
  doubled: readonly PlayedWindow[],
  interrupted: InterruptedOpening,
): Claim[] {
  const all = [base, ...doubled];
  const starts = all.map(({ opening }) => opening.get('ssm:StartAutomationExecution') ?? 0);
  const wantedStarts = all.map(({ size }) => Math.ceil(size.accounts / ACCOUNTS_PER_START));
  const cells = all.flatMap(({ settling }) => settling);
  const dearest = Math.max(...cells.map(({ nodes, counts }) => readsIn(counts) - readsMax(nodes)));
  const written = all.map(({ nodesWritten }) => nodesWritten);
  const again = (interrupted.nodesWritten - base.size.nodes) / base.size.nodes;
  const growths = doubled.map((each) => sumOf(each.opening) / sumOf(base.opening));

  return [
    {
      claim: 'One start for every 1,000 accounts or part of it, where all have the same Regions',
      holds: starts.join() === wantedStarts.join(),
      measured: starts.join(', '),
    },
    {
      claim: 'To settle a cell, at most two reads for every 50 of its nodes or part of it, and three',
      holds: dearest <= 0,
      measured: cells
        .slice(0, base.settling.length)
        .map(({ nodes, counts }) => `${readsIn(counts)} of ${readsMax(nodes)} for ${nodes} nodes`)
        .join(', '),
    },
    {
      claim: 'Every node of the roster is written down once when the window opens',
      holds: all.every(({ size, nodesWritten }) => nodesWritten === size.nodes),
      measured: written.join(', '),
    },
    {
      claim: 'An opening that is killed halfway goes on there: at most 5 % of the nodes are written down again',
      holds: again >= 0 && again <= WRITTEN_AGAIN_MAX && sumOf(interrupted.secondTry) < sumOf(base.opening),
      measured: `${(100 * again).toFixed(1)} %, and ${sumOf(interrupted.secondTry)} calls after ${sumOf(base.opening)}`,
    },
    {
      claim: 'Twice as much of anything opens with at most twice the calls',
      holds: growths.every((growth) => growth <= 2),
      measured: growths.map((growth) => `${growth.toFixed(2)} : 1`).join(', '),
    },
  ];
}

/** What is read in the member account, to which throttling applies. */
export function readsIn(counts: Counts): number {
  return sumOf(new Map([...counts].filter(([operation]) => /^ssm:(List|Describe)/.test(operation))));
}

export function readsMax(nodes: number): number {
  return READS_PER_GROUP * Math.ceil(nodes / NODES_PER_READ) + READS_PER_CELL;
}

export function sumOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
