/**
 * Who changed the tags of some nodes, by CloudTrail's event history: 90 days, without a trail.
 *
 *   T1. AWS takes two lookups a second in an account and Region, so one follows another after half a second, and no more
 *       nodes are asked about than fit into a few minutes. Who is left out is named.
 *   T2. CloudTrail names an EC2 instance as the resource of a call on its tags; of hybrid nodes it is not known to, so
 *       their calls are found by name.
 *   T3. What is refused in a cell stops nothing elsewhere (P6).
 */
import { type LookupAttribute, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { TagChange } from '../domain/reports/judge-tag-change.ts';
import type { Period } from '../domain/reports/report-period.ts';
import type { TagTrail } from '../domain/reports/tag-audit.ts';
import { type Cell, cellKey, cellsOf } from '../domain/window/node.ts';
import { isHybrid } from '../inbound/node-reference.ts';
import { tagChangesOf } from '../inbound/trailed-tag-call.ts';
import { inGroups } from '../platform/in-groups.ts';
import { seam } from '../platform/seam.ts';
import type { AssumeMemberRole } from './assume-member-role.ts';
import { attempt, sayRefusal } from './attempt.ts';
import { cloudTrailClient } from './clients.ts';

type AskedNode = Cell & { readonly id: string };

/** Half a minute of lookups in a cell. */
const NODES_A_CELL_MAX = 50;
/** In all cells, 25 of which are asked at the same time. */
const NODES_MAX = 2_000;
const PAUSE_MS = 500;
/** Events in a page of LookupEvents (the service's limit). */
const PAGE_SIZE = 50;
const PAGES_MAX = 20;

const HYBRID_CALLS = ['AddTagsToResource', 'RemoveTagsFromResource'];

export type ReadTagChanges = (nodes: readonly AskedNode[], period: Period) => Promise<TagTrail>;

export function tagChangesReader(assumeReadRole: AssumeMemberRole): ReadTagChanges {
  async function lookUp(cell: Cell, by: LookupAttribute, { from, to }: Period): Promise<TagChange[]> {
    const trail = cloudTrailClient({ region: cell.region, credentials: await assumeReadRole(cell.account) });
    const found: TagChange[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { Events = [], NextToken } = await trail.send(
        new LookupEventsCommand({
          LookupAttributes: [by],
          StartTime: from,
          EndTime: to,
          MaxResults: PAGE_SIZE,
          NextToken: token,
        }),
      );
      found.push(...Events.flatMap(({ CloudTrailEvent }) => tagChangesOf(CloudTrailEvent ?? '', cell)));
      await seam().sleep(PAUSE_MS); // T1
      if (!NextToken) break;
      token = NextToken;
    }
    return found;
  }

  async function inCell(cell: Cell, nodes: readonly AskedNode[], period: Period): Promise<TagChange[]> {
    const changes: TagChange[] = [];
    for (const { id } of nodes.filter((node) => !isHybrid(node))) {
      changes.push(...(await lookUp(cell, { AttributeKey: 'ResourceName', AttributeValue: id }, period)));
    }
    for (const call of nodes.some(isHybrid) ? HYBRID_CALLS : []) {
      changes.push(...(await lookUp(cell, { AttributeKey: 'EventName', AttributeValue: call }, period))); // T2
    }
    // One call may name many nodes, and is found once for each.
    const asked = new Set(nodes.map(({ id }) => id));
    return [...new Map(changes.filter(({ nodeId }) => asked.has(nodeId)).map((each) => [keyOf(each), each])).values()];
  }

  return async (nodes, period) => {
    const chosen = fitting(nodes);
    const left = new Set(chosen.map(({ id }) => id));
    const read = await inGroups(cellsOf(chosen), async (cell) => {
      const own = chosen.filter((node) => cellKey(node) === cellKey(cell));
      return { cell, outcome: await attempt(() => inCell(cell, own, period)) };
    });
    return {
      changes: read.flatMap(({ outcome }) => (outcome.kind === 'done' ? outcome.value : [])),
      asked: chosen.map(({ id }) => id),
      leftOut: nodes.flatMap(({ id }) => (left.has(id) ? [] : [id])),
      unreadCells: read.flatMap(
        ({ cell, outcome }) => (outcome.kind === 'done' ? [] : [{ ...cell, reason: sayRefusal(outcome) }]), // T3
      ),
    };
  };
}

function fitting(nodes: readonly AskedNode[]): AskedNode[] {
  const counts = new Map<string, number>();
  return nodes
    .filter((node) => {
      const count = (counts.get(cellKey(node)) ?? 0) + 1;
      counts.set(cellKey(node), count);
      return count <= NODES_A_CELL_MAX;
    })
    .slice(0, NODES_MAX);
}

function keyOf({ nodeId, at, by, key, value, refused }: TagChange): string {
  return JSON.stringify([nodeId, at, by, key, value, refused]);
}
