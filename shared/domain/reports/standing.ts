import type { NodePast } from './node-past.ts';
import type { SeenNode } from './seen-node.ts';

/** Where a node stands at the end of the week. Every node is in exactly one of these. */
export const STANDINGS = {
  compliant: 'its last window left it with every approved patch',
  behind: 'its last window did not, and one before did',
  overdue: 'several windows in a row did not',
  unproven: 'no window has judged it yet',
  missing: 'carries no schedule, and no window owes it anything',
  malformed: 'carries what is no schedule',
  'not-approved': 'carries a schedule that is not in force',
  unexcused: 'exempt or immutable by nobody’s leave',
  excused: 'exempt or immutable',
  gone: 'had a window, and is not in the inventory any more',
  unseen: 'had a window, and its account and Region could not be read',
} as const;

export type Standing = keyof typeof STANDINGS;

/** Windows in a row without a patch from which on a node is overdue. */
export const OVERDUE_WINDOWS = 2;

/** Those about which somebody has to do something. */
export const WANTING: ReadonlySet<Standing> = new Set(['overdue', 'missing', 'malformed', 'not-approved', 'unexcused']);

export function standingOf({ verdict }: SeenNode, past: NodePast): Standing {
  switch (verdict.kind) {
    case 'missing':
    case 'malformed':
    case 'not-approved':
    case 'unexcused':
      return verdict.kind;
    case 'reserved':
      return 'excused';
    case 'approved':
      if (past.unpatchedWindows >= OVERDUE_WINDOWS) return 'overdue';
      if (past.unpatchedWindows > 0) return 'behind';
      return past.lastPatched === undefined ? 'unproven' : 'compliant';
  }
}
