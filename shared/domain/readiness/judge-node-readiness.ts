import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { RosterNode } from '../window/node.ts';
import type { ManagedNode, Reading, RegisteredBaseline, SeenInstance } from './observation.ts';
import type { Finding, Prerequisite } from './prerequisites.ts';

/** All that is known of one node of a coming window. */
export interface NodeToJudge extends Pick<RosterNode, 'id' | 'account' | 'region' | 'name' | 'owner'> {
  readonly window: string;
  readonly entry: Pick<CatalogueEntry, 'value' | 'waves' | 'patchGroup'>;
  /** As they are now. */
  readonly tags: ReadonlyMap<string, string>;
  /** Absent of a hybrid node. */
  readonly instance: SeenInstance | undefined;
  /** Nothing where Systems Manager does not know it. */
  readonly managed: Reading<ManagedNode | undefined>;
  readonly baselines: Reading<readonly RegisteredBaseline[]>;
  /** Whether it is on the roster that the window would read now. */
  readonly onRoster: Reading<boolean>;
  /** Whether its cell is one in which rosters look for hybrid nodes. */
  readonly inHybridCell: boolean;
}

/**
 * Judges one node.
 *
 *   N1. Of what hangs together the cause is named: a node that is stopped or unmanaged is not also offline, and its agent
 *       is not also old.
 *   N2. An instance that Systems Manager knows needs no profile of its own: the account may manage it by default.
 *   N3. What is set by tags is judged also of a node that nobody can reach; which baseline it would get is not, without
 *       its operating system.
 *   N4. What could not be read for the whole cell is said once, of the cell.
 */
export function judgeNodeReadiness(node: NodeToJudge): Finding[] {
  return [...inventory(node), ...agent(node), ...wave(node), ...baseline(node)].map(({ answer, what, sentence }) => ({
    answer,
    what,
    sentence,
    account: node.account,
    region: node.region,
    nodeId: node.id,
    name: node.name,
    owner: node.owner,
    window: node.window,
  }));
}

type Said = Pick<Finding, 'answer' | 'what' | 'sentence'>;

function inventory({ onRoster, entry, instance, inHybridCell }: NodeToJudge): Said[] {
  if (instance === undefined && !inHybridCell)
    return [fails('inventory', 'Its account and Region are not in hybridCells: the window would not owe it.')];
  if (onRoster.kind === 'unread' || onRoster.value) return []; // N4
  return [
    fails('inventory', `AWS Config does not show it with the schedule ${entry.value}: the window would not owe it.`),
  ];
}

function agent({ managed, instance }: NodeToJudge): Said[] {
  if (instance?.power === 'stopped') return [fails('online', 'It is stopped.')]; // N1
  if (managed.kind === 'unread') return []; // N4
  if (managed.value === undefined)
    return [
      instance?.hasProfile === false
        ? fails('instance-profile', 'It has no instance profile, and Systems Manager does not know it.') // N2
        : fails('agent-present', 'Systems Manager does not know it: no agent has registered.'),
    ];
  if (!managed.value.online) return [fails('online', 'Its agent has lost the connection to Systems Manager.')];
  return managed.value.agentCurrent === false ? [fails('agent-current', 'Its agent is not the latest version.')] : [];
}

const WAVE_TAG = 'maintenance:wave';

function wave({ tags, entry }: NodeToJudge): Said[] {
  const value = tags.get(WAVE_TAG) ?? '';
  const waves = entry.waves.map(String);
  if (waves.includes(value)) return [];
  const has = value === '' ? 'It carries no wave' : `Its wave is ${JSON.stringify(value)}`;
  return [fails('wave', `${has}, and the schedule ${entry.value} takes ${waves.join(', ')}.`)];
}

function baseline({ tags, entry, managed, baselines }: NodeToJudge): Said[] {
  const { patchGroup: wanted } = entry;
  if (wanted === undefined) return []; // Any baseline will do.
  const group = tags.get('PatchGroup') ?? tags.get('Patch Group');
  if (group !== wanted) {
    const has = group === undefined ? 'It is in no patch group' : `Its patch group is ${JSON.stringify(group)}`;
    return [fails('baseline', `${has}, and the schedule ${entry.value} wants ${wanted}.`)];
  }
  if (baselines.kind === 'unread' || managed.kind === 'unread' || managed.value === undefined) return []; // N3, N4
  const { operatingSystem } = managed.value;
  if (operatingSystem === undefined)
    return [{ answer: 'unread', what: 'baseline', sentence: 'Its operating system is none that Patchplane knows.' }];
  const registered = baselines.value.some(
    (one) => one.patchGroup === wanted && one.operatingSystem === operatingSystem,
  );
  return registered
    ? []
    : [fails('baseline', `No baseline for ${operatingSystem} is registered with its patch group ${wanted}.`)];
}

function fails(what: Prerequisite, sentence: string): Said {
  return { answer: 'fails', what, sentence };
}
