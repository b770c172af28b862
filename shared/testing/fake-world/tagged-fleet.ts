import { applyDefaultTag, planDefaultTag } from '../../../functions/apply-default-tag/apply-default-tag.ts';
import { checkTag } from '../../../functions/check-tag/check-tag.ts';
import { sweepTags, type World } from '../../../functions/sweep-tags/sweep-tags.ts';
import type { StaleCell } from '../../aws/aggregator-status.ts';
import type { InventoryNode } from '../../aws/observe-inventory.ts';
import type { Cell } from '../../domain/window/node.ts';
import type { ConfigNudge } from '../../inbound/config-nudge.ts';
import { type NodeReference, nodeReference } from '../../inbound/node-reference.ts';
import { aNodeReference, anEntry, CELL } from '../domain-builders.ts';
import { fakeTagSweeps } from './fake-tag-sweeps.ts';
import { fakeWorld } from './fake-world.ts';

type Tags = Readonly<Record<string, string>>;

export type TaggedFleet = ReturnType<typeof taggedFleet>;

/** Nodes with live tags and as the inventory shows them, and all functions that look after their tags. */
export function taggedFleet(
  tagsOfNodes: readonly Tags[],
  {
    seenBy = 'config',
    cellOf = () => CELL,
  }: { seenBy?: InventoryNode['seenBy']; cellOf?: (index: number) => Cell } = {},
) {
  const fake = fakeWorld();
  fake.around.catalogue = { kind: 'read', entries: [anEntry(), anEntry({ value: '2SAT' })], problems: [] };
  fake.around.defaultRules = [{ name: 'all', when: {}, tags: { 'maintenance:patching': '2SAT' } }];
  const sweeps = fakeTagSweeps(fake.clock, { isNoted: fake.held.isNoted, memory: fake.tagMemory });
  const ids: string[] = [];
  const inventory: InventoryNode[] = [];
  const writes = new Map<string, number>();
  const refused = new Set<string>();
  /** AWS Config shows the tags of nodes that we wrote, and of all after a while. */
  let upToDate = false;
  let settingsHidden = false;
  let beforeWriting = () => {};
  let staleCells: Awaited<ReturnType<World['silentCells']>> = { kind: 'done', value: [] };

  const add = (tags: Tags) => {
    const id = `i-${ids.length.toString(16).padStart(17, '0')}`;
    const node = nodeReference({ id, ...cellOf(ids.length) });
    ids.push(id);
    fake.tagged.set(id, tags);
    inventory.push({ node, tags: new Map(Object.entries(tags)), seenBy, recorded: seenBy === 'config' });
  };
  for (const tags of tagsOfNodes) add(tags);

  const own = { ...fake, memory: fake.tagMemory, ruleName: 'rule' };
  const world: World = {
    ...own,
    sweeps,
    readSettings: async () => {
      if (settingsHidden) throw new Error('Cannot read the settings: AccessDenied: no');
      return fake.around.settings;
    },
    silentCells: async () => staleCells,
    // What was written shows in the next inventory; what a person changed does not yet.
    observeInventory: async () => ({
      nodes: inventory.map((one) =>
        upToDate || writes.has(one.node.id)
          ? { ...one, tags: new Map(Object.entries(fake.tagged.tagsOf(one.node.id))) }
          : one,
      ),
      unreadCells: [],
    }),
    readTags: async (_cell, nodes) => {
      if (nodes.some(({ id }) => refused.has(id))) throw awsError('AccessDenied');
      return new Map(nodes.map(({ id }) => [id, new Map(Object.entries(fake.tagged.tagsOf(id)))]));
    },
    readNodes: async (cell, nodes) => {
      if (nodes.some(({ id }) => refused.has(id))) throw awsError('AccessDenied');
      return fake.tagged.readNodes(cell, nodes);
    },
    tagWrites: {
      ...fake.tagWrites,
      begin: async (steps, at) => {
        await fake.tagWrites.begin(steps, at);
        beforeWriting();
      },
    },
    unfinishedWrites: fake.tagWrites.unfinished,
    planDefault: (node, live, effects) =>
      planDefaultTag(noncompliant(node), { ...own, ...effects, readNode: async () => live }),
    writeTags: async (asked) => {
      for (const { node } of asked) writes.set(node.id, (writes.get(node.id) ?? 0) + 1);
      return fake.tagged.writeMany(asked);
    },
  };

  return {
    ...fake,
    add,
    ids,
    sweeps,
    writes,
    refuseTagsOf: (id: string) => refused.add(id),
    hideSettings: () => {
      settingsHidden = true;
    },
    allowTagsOf: (id: string) => refused.delete(id),
    stale: (cells: readonly StaleCell[] | string) => {
      staleCells =
        typeof cells === 'string'
          ? { kind: 'refused', error: cells, message: 'no' }
          : { kind: 'done', value: [...cells] };
    },
    /** What somebody does once a sweep has made up its mind what to write. */
    beforeWriting: (happens: () => void) => {
      beforeWriting = happens;
    },
    /** The inventory shows what people have changed. */
    lookAgain: () => {
      upToDate = true;
    },
    sweep: () => sweepTags(world),
    check: (index: number) =>
      checkTag(
        {
          kind: 'changed',
          cause: 'tag-changed',
          id: 'event-1',
          node: aNodeReference(ids[index]),
          keys: ['maintenance:patching'],
          at: fake.now(),
        },
        own,
      ),
    /** As AWS Config wakes it. */
    applyDefault: (index: number) => applyDefaultTag(noncompliant(aNodeReference(ids[index])), own),
  };
}

function noncompliant(node: NodeReference): ConfigNudge {
  const at = new Date('2026-03-06T20:55:00Z');
  return {
    cause: 'compliance-changed',
    id: 'sweep-tags',
    rule: 'rule',
    ruleForm: 'account',
    node,
    compliance: 'NON_COMPLIANT',
    at,
  };
}

function awsError(name: string): Error {
  return Object.assign(new Error('no'), { name, $metadata: {} });
}
