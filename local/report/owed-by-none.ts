import type { Run } from './run.ts';

export interface OwedByNone {
  readonly reason: string;
  readonly names: readonly string[];
}

/** The nodes that no window of this run owed, by reason, most first. */
export function nodesOwedByNone({ nodes }: Pick<Run, 'nodes'>): OwedByNone[] {
  const names = new Map<string, string[]>();
  for (const { window, reason, name } of nodes) {
    if (window === null && reason !== null) names.set(reason, [...(names.get(reason) ?? []), name]);
  }
  return [...names]
    .map(([reason, list]) => ({ reason, names: list }))
    .sort((a, b) => b.names.length - a.names.length || (a.reason < b.reason ? -1 : 1));
}
