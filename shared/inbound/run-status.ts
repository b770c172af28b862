/** Where a command, an automation or a step has got to: one word for each, however its event spells it. */
export type RunStatus =
  | 'waiting'
  | 'running'
  | 'success'
  | 'failed'
  | 'timed-out'
  | 'cancelled'
  | 'rejected'
  | 'exited'
  | 'unknown';

/**
 * The guide says `Canceled`, the API `Cancelled`, maintenance windows shout: hence letters only, in lower case. A word
 * that AWS adds one day is `unknown`, which has not ended, so that the next sweep looks for itself.
 */
export function runStatusOf(text: string): RunStatus {
  return statuses.get(text.toLowerCase().replaceAll(/[^a-z]/g, '')) ?? 'unknown';
}

/** Whether nothing more will happen to it. */
export function hasEnded(status: RunStatus): boolean {
  switch (status) {
    case 'waiting':
    case 'running':
    case 'unknown':
      return false;
    case 'success':
    case 'failed':
    case 'timed-out':
    case 'cancelled':
    case 'rejected':
    case 'exited':
      return true;
  }
}

const statuses: ReadonlyMap<string, RunStatus> = new Map<string, RunStatus>([
  ['pending', 'waiting'],
  ['scheduled', 'waiting'],
  ['delayed', 'waiting'],
  ['waiting', 'waiting'],
  ['approved', 'waiting'],
  ['pendingapproval', 'waiting'],
  ['pendingchangecalendaroverride', 'waiting'],
  ['changecalendaroverrideapproved', 'waiting'],
  ['inprogress', 'running'],
  ['runbookinprogress', 'running'],
  ['cancelling', 'running'],
  ['canceling', 'running'],
  ['success', 'success'],
  ['completedwithsuccess', 'success'],
  ['failed', 'failed'],
  ['completedwithfailure', 'failed'],
  ['timedout', 'timed-out'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['rejected', 'rejected'],
  ['changecalendaroverriderejected', 'rejected'],
  ['exited', 'exited'],
]);
