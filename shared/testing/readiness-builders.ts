/** Builders of what is read before a window: all in place, but for what a test overrides. */
import { FORWARDED_DETAIL_TYPES } from '../domain/readiness/judge-cell-readiness.ts';
import { ADMINISTERED_SERVICES, TRUSTED_SERVICES } from '../domain/readiness/judge-hub.ts';
import type { NodeToJudge } from '../domain/readiness/judge-node-readiness.ts';
import type { WindowToJudge } from '../domain/readiness/judge-readiness.ts';
import type {
  CellObservation,
  HubObservation,
  ManagedNode,
  Reading,
  SeenInstance,
  Unread,
} from '../domain/readiness/observation.ts';
import { cellKey, type RosterNode } from '../domain/window/node.ts';
import { anEntry, aRosterNode, aWindow, CELL, OTHER_CELL } from './domain-builders.ts';

export const HUB_CELL = { account: '111122223333', region: 'eu-central-1' };
export const NODE_ID = aRosterNode().id;

export function read<Value>(value: Value): Reading<Value> {
  return { kind: 'read', value };
}

export function unreadable(error = 'ThrottlingException'): Unread {
  return { kind: 'unread', error, reason: `${error}: no` };
}

export function aHub(overrides: Partial<HubObservation> = {}): HubObservation {
  return {
    hub: HUB_CELL,
    organization: read({
      managementAccount: '999900001111',
      trusted: read(new Set(TRUSTED_SERVICES)),
      administers: read(new Set(ADMINISTERED_SERVICES)),
    }),
    regions: read(
      new Map([
        ['eu-central-1', 'opt-in-not-required'],
        ['eu-west-1', 'opt-in-not-required'],
        ['eu-south-1', 'not-opted-in'],
        ['me-south-1', 'opted-in'],
      ]),
    ),
    sources: read(new Map([HUB_CELL, CELL, OTHER_CELL].map((cell) => [cellKey(cell), undefined]))),
    sharedWith: read(new Set([CELL.account, OTHER_CELL.account])),
    ...overrides,
  };
}

export function aReadyCell(overrides: Partial<CellObservation> = {}): CellObservation {
  return {
    ...CELL,
    role: read(true),
    recorder: read({ kind: 'succeeding' }),
    forwards: read(new Set(FORWARDED_DETAIL_TYPES)),
    instances: read([anInstance()]),
    managed: read([aManagedNode()]),
    baselines: read([{ patchGroup: 'prod-14-days', operatingSystem: 'UBUNTU' }]),
    ...overrides,
  };
}

export const NODE_TAGS = new Map([
  ['Name', 'payments-db-01'],
  ['maintenance:patching', '22FRI'],
  ['maintenance:wave', '1'],
  ['PatchGroup', 'prod-14-days'],
  ['owner', 'payments@example.com'],
]);

export function anInstance(overrides: Partial<SeenInstance> = {}): SeenInstance {
  return { id: NODE_ID, tags: NODE_TAGS, power: 'running', hasProfile: true, ...overrides };
}

export function aManagedNode(overrides: Partial<ManagedNode> = {}): ManagedNode {
  return {
    id: NODE_ID,
    online: true,
    agentCurrent: true,
    operatingSystem: 'UBUNTU',
    tags: undefined,
    name: undefined,
    ...overrides,
  };
}

export function aNodeToJudge(overrides: Partial<NodeToJudge> = {}): NodeToJudge {
  return {
    id: NODE_ID,
    ...CELL,
    name: 'payments-db-01',
    owner: 'payments@example.com',
    window: aWindow().id,
    entry: anEntry({ patchGroup: 'prod-14-days' }),
    tags: NODE_TAGS,
    instance: anInstance(),
    managed: read(aManagedNode()),
    baselines: read([{ patchGroup: 'prod-14-days', operatingSystem: 'UBUNTU' }]),
    onRoster: read(true),
    inHybridCell: true,
    ...overrides,
  };
}

/** What could be read of it, whole. */
export function aRoster(...nodes: RosterNode[]): WindowToJudge['roster'] {
  return read({ nodes, unreadCells: [] });
}

export function aWindowToJudge(overrides: Partial<WindowToJudge> = {}): WindowToJudge {
  return {
    window: aWindow(),
    entry: anEntry({ patchGroup: 'prod-14-days' }),
    roster: aRoster(aRosterNode()),
    ...overrides,
  };
}
