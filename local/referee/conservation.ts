/** P3. When a window is final, its verdicts add up to its roster, and its roster holds the nodes that carried its schedule. */
import type { NodeSpec } from '../organization/organization.ts';
import type { Breach } from './breach.ts';
import { type Evidence, instants, tagAt } from './evidence.ts';
import { type ToldEnd, toldEnds, VERDICTS } from './told.ts';
import { type OwedWindow, windowsOf } from './windows.ts';

/** The inventory hears of a tag minutes later, so a node counts as owed if its tag is older than this. */
const INVENTORY_LAG_MS = 30 * 60_000;

export function conservation(evidence: Evidence): Breach[] {
  const windows = windowsOf(evidence);
  return toldEnds(evidence)
    .filter(({ kind }) => kind === 'window-final')
    .flatMap((end) => [...sums(end), ...losesNodes(evidence, end, windows.get(end.window))]);
}

function sums({ window, at, digest }: ToldEnd): Breach[] {
  if (digest === undefined) return [breach(`the digest of ${window} at ${instants(at)} does not say its roster`)];
  const { roster, counts } = digest;
  const sum = VERDICTS.reduce((total, verdict) => total + counts[verdict], 0);
  if (sum === roster) return [];
  const said = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => `${counts[verdict]} ${verdict}`);
  return [
    breach(`${window}, final at ${instants(at)}, has a roster of ${roster} and ${sum} verdicts: ${said.join(', ')}`),
  ];
}

/** A window that somebody asked for may be of some accounts only, so only those of the catalogue are counted. */
function losesNodes(evidence: Evidence, { window: id, digest }: ToldEnd, window: OwedWindow | undefined): Breach[] {
  if (window === undefined || digest === undefined) return [];
  const since = new Date(window.opensAt.getTime() - INVENTORY_LAG_MS);
  const owed = evidence.organization.nodes.filter(
    (node) =>
      carries(evidence, node, window.schedule, since) && carries(evidence, node, window.schedule, window.closesAt),
  );
  if (digest.roster >= owed.length) return [];
  const [first, last] = [owed[0], owed.at(-1)];
  return [
    breach(
      `${id} has a roster of ${digest.roster}, and ${owed.length} nodes carried its schedule at ${instants(since)}, from ${first?.id} to ${last?.id}`,
    ),
  ];
}

/** Hybrid nodes that were offline all the time, and cells that the inventory lost, are the inventory's to lose. */
function carries(evidence: Evidence, node: NodeSpec, schedule: string, at: Date): boolean {
  const lost = evidence.organization.unseenCells?.some(
    ({ account, region, from }) => account === node.account && region === node.region && from <= at,
  );
  return lost !== true && tagAt(evidence, node.id, 'maintenance:patching', at) === schedule;
}

function breach(says: string): Breach {
  return { law: 'P3', says };
}
