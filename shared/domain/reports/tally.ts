import type { NodeRecord, WindowRecord } from '../explain/ledger-records.ts';
import { VERDICTS, type VerdictKind } from '../window/verdict.ts';

/** How windows ended; those that have not are under way. */
export const WINDOW_ENDS = ['final', 'missed', 'skipped', 'under-way'] as const;

export type WindowEndKind = (typeof WINDOW_ENDS)[number];

/** What the windows of a period came to, of one schedule, account or owner. */
export interface Tally {
  readonly name: string;
  readonly windows: Readonly<Record<WindowEndKind, number>>;
  /** Nodes of these windows, once for each window. */
  readonly roster: number;
  /** With `unjudged` they add up to `roster`. */
  readonly verdicts: Readonly<Record<VerdictKind, number>>;
  readonly unjudged: number;
}

/** A node's row in a window, with the window. */
export interface Part {
  readonly node: NodeRecord;
  readonly window: WindowRecord;
}

export function windowEndOf({ state }: WindowRecord): WindowEndKind {
  return state === 'final' || state === 'missed' || state === 'skipped' ? state : 'under-way';
}

/** One tally for each name, ordered by name. A window counts for every name that it has a node of. */
export function talliesBy(parts: readonly Part[], nameOf: (part: Part) => string): Tally[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(nameOf(part));
    if (group === undefined) groups.set(nameOf(part), [part]);
    else group.push(part);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, group]) => tallyOf(name, group, new Set(group.map(({ window }) => window))));
}

export function tallyOf(name: string, parts: readonly Part[], of: Iterable<WindowRecord>): Tally {
  const windows = { final: 0, missed: 0, skipped: 0, 'under-way': 0 };
  for (const window of of) windows[windowEndOf(window)] += 1;
  const verdicts = { patched: 0, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };
  let unjudged = 0;
  for (const { node } of parts) {
    const kind = VERDICTS.find((each) => each === node.verdict);
    if (kind === undefined) unjudged += 1;
    else verdicts[kind] += 1;
  }
  return { name, windows, roster: parts.length, verdicts, unjudged };
}
