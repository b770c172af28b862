import type { Cell } from '../cloud.ts';
import type { NodeSpec } from '../organization/organization.ts';
import type { PatchState } from './patch-state.ts';

/** A node as it is now. Only `Fleet` and the patch run on the node change it. */
export interface LiveNode extends Cell {
  readonly id: string;
  readonly spec: NodeSpec;
  readonly kind: 'ec2' | 'hybrid';
  readonly arn: string;
  readonly tags: Map<string, string>;
  /** Counts the changes of its tags, as `aws.tag` events tell it. */
  tagVersion: number;
  power: 'running' | 'stopped';
  agent: 'connected' | 'lost' | 'none';
  lastPingAt: Date;
  patchState: PatchState | undefined;
  /** As it was told last; undefined before anything was known. */
  compliant: boolean | undefined;
  /** Patches that the baseline approves some day and no operation has found yet. */
  unfoundPatches: number;
  /** What the pre-install hook left behind: when it last let an install begin. */
  installMarkerAt: Date | undefined;
  /** What the on-exit hook counts: reboots in a row after which the node still needed one. */
  rebootsInVain: number;
  /** It was rebooted outside a patch run, which Patch Manager learns by the next operation. */
  rebootUnseen: boolean;
  /** Patch commands at work on it: a second one at the same time finds the package manager locked. */
  patchRuns: number;
  /** Commands that wait for the agent to connect again. */
  readonly waiting: Set<() => void>;
}

export function isWindows({ spec }: LiveNode): boolean {
  return spec.platform.startsWith('Windows');
}

/** Whether Systems Manager lists the node and resolves tag targets to it: stopped and agentless ones are unknown to it. */
export function isManaged(node: LiveNode): boolean {
  return node.agent !== 'none' && (node.kind === 'hybrid' || node.power === 'running');
}

export function hasTags(node: LiveNode, wanted: readonly TagCondition[]): boolean {
  return wanted.every(({ key, values }) => {
    const value = node.tags.get(key);
    return value !== undefined && (values.length === 0 || values.includes(value));
  });
}

/** A tag key with the values that match; none means that any value does. */
export interface TagCondition {
  readonly key: string;
  readonly values: readonly string[];
}
