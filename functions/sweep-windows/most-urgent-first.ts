import type { WindowDecision } from '../../shared/domain/window/decide-windows.ts';

/** A sweep may run out of time: what has to stop is stopped first, what is over is closed next, and then windows open. */
export function mostUrgentFirst(decisions: readonly WindowDecision[]): WindowDecision[] {
  return [...decisions].sort((one, other) => rank(one) - rank(other));
}

/** Whether it may begin something. */
export function mayBegin(decision: WindowDecision): boolean {
  return decision.kind === 'open' || (decision.kind === 'resume' && decision.stop === undefined);
}

function rank(decision: WindowDecision): number {
  switch (decision.kind) {
    case 'watch':
      return decision.stop !== undefined || decision.stopCells.length > 0 ? 0 : 1;
    case 'close':
      return 2;
    case 'resume':
      return decision.stop === undefined ? 3 : 0;
    case 'open':
    case 'miss':
      return 3;
  }
}
