import type { PatchIntent } from './intent.ts';
import type { NoncompliantNode } from './judge-noncompliance.ts';
import type { SurroundingWindow } from './surrounding-windows.ts';

/**
 * The request for a node that cannot wait: its schedule, in its account and Region. It names no node, and its id comes of
 * what it says, of the day and of the last window: all nodes of a cell that are reported at once ask for the same, and
 * when that window is over it is another request.
 */
export function urgentRequest(
  {
    node: { account, region, value = '', severity = '' },
    windows,
    now,
  }: { readonly node: NoncompliantNode; readonly windows: readonly SurroundingWindow[]; readonly now: Date },
  uuidOf: (name: string) => string,
): Omit<PatchIntent, 'account' | 'at'> {
  const before = windows.filter(({ window }) => window.opensAt <= now).map(({ window }) => window.id);
  const name = ['urgent', value, account, region, severity, now.toISOString().slice(0, 10), ...before.sort()].join(' ');
  return {
    kind: 'patch',
    requestId: uuidOf(name),
    schedule: value,
    accounts: [account],
    regions: [region],
    reason: `AWS reports nodes of ${value} in ${account} ${region} that lack ${severity} patches.`,
    severity: severity === 'CRITICAL' ? 'critical' : 'high',
  };
}
