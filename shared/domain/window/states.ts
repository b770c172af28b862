import type { VerdictKind } from './verdict.ts';

/** How far a window has come: it may wait while it is opening, and the last three are ends. */
export type WindowState = 'opening' | 'open' | 'closing' | 'final' | 'missed' | 'skipped';

/** How far a window has come in one cell. Where nothing is to run, the cell is settled from the start. */
export type CellState = 'running' | 'stopped' | 'settled';

/** What a node of a window's roster has come to. */
export type NodeState = 'owed' | VerdictKind;

/** One edge of a state diagram. */
export interface Transition<State extends string> {
  readonly from: 'start' | State;
  readonly to: State;
  /** The function that decides or makes it, as the code has it. */
  readonly by: string;
}

/** `docs/states.md` draws them; a test keeps page and code equal to these tables. */
export const windowTransitions: readonly Transition<WindowState>[] = [
  { from: 'start', to: 'opening', by: 'decideWindows' },
  { from: 'start', to: 'opening', by: 'emergencyWindow' },
  { from: 'opening', to: 'opening', by: 'beforeRoster' },
  { from: 'opening', to: 'opening', by: 'withRoster' },
  { from: 'opening', to: 'opening', by: 'sendRuns' },
  { from: 'opening', to: 'skipped', by: 'skipWindow' },
  { from: 'opening', to: 'missed', by: 'missWindow' },
  { from: 'opening', to: 'open', by: 'openWindow' },
  { from: 'open', to: 'open', by: 'sendRuns' },
  { from: 'open', to: 'open', by: 'decideStop' },
  { from: 'open', to: 'closing', by: 'decideWindows' },
  { from: 'open', to: 'final', by: 'closeWindow' },
  { from: 'closing', to: 'final', by: 'closeWindow' },
  { from: 'final', to: 'final', by: 'amendNode' },
];

export const cellTransitions: readonly Transition<CellState>[] = [
  { from: 'start', to: 'running', by: 'planCells' },
  { from: 'start', to: 'settled', by: 'verdictOfUnrun' },
  { from: 'running', to: 'running', by: 'judgeCell' },
  { from: 'running', to: 'stopped', by: 'decideStop' },
  { from: 'running', to: 'stopped', by: 'decideCellStop' },
  { from: 'running', to: 'settled', by: 'judgeCell' },
  { from: 'stopped', to: 'settled', by: 'judgeCell' },
];

export const nodeTransitions: readonly Transition<NodeState>[] = [
  { from: 'start', to: 'owed', by: 'withRoster' },
  { from: 'start', to: 'owed', by: 'judgeCell' },
  { from: 'owed', to: 'patched', by: 'judgeNode' },
  { from: 'owed', to: 'pending-reboot', by: 'judgeNode' },
  { from: 'owed', to: 'failed', by: 'judgeNode' },
  { from: 'owed', to: 'skipped', by: 'judgeNode' },
  { from: 'owed', to: 'skipped', by: 'verdictOfUnrun' },
  { from: 'owed', to: 'skipped', by: 'skipWindow' },
  { from: 'owed', to: 'missed', by: 'judgeNode' },
  { from: 'owed', to: 'missed', by: 'verdictOfUnrun' },
  { from: 'owed', to: 'missed', by: 'missWindow' },
  { from: 'owed', to: 'missed', by: 'closeWindow' },
  { from: 'owed', to: 'missed', by: 'amendWindow' },
  { from: 'owed', to: 'failed', by: 'breakRebootLoop' },
  { from: 'missed', to: 'failed', by: 'amendNode' },
  { from: 'missed', to: 'pending-reboot', by: 'amendNode' },
  { from: 'missed', to: 'patched', by: 'amendNode' },
  { from: 'failed', to: 'pending-reboot', by: 'amendNode' },
  { from: 'failed', to: 'patched', by: 'amendNode' },
  { from: 'pending-reboot', to: 'patched', by: 'amendNode' },
];
