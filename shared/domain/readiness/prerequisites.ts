/** The service control policy keeps companion tags from owners (docs/protection.md). */
const BY_WHOM = 'where the policy on tags is attached, by a role of --may-tag';

/**
 * What must be in place before a window, in the order in which it is looked at: the hub, each cell, each node. A test
 * holds `docs/readiness.md` against this table. What does not block is to be mended, and nodes are patched all the same.
 */
export const PREREQUISITES = {
  entry: {
    scope: 'hub',
    blocks: true,
    cure: 'Correct the entry in the catalogue and have it approved: while it cannot be read its windows do not open.',
  },
  aggregator: {
    scope: 'hub',
    blocks: true,
    cure: 'Deploy the stack of the hub again: it has the organization aggregator of AWS Config, which the rosters are read from.',
  },
  'trusted-access': {
    scope: 'hub',
    blocks: false,
    cure: 'Switch on trusted access for these services in AWS Organizations, from the management account.',
  },
  'delegated-admin': {
    scope: 'hub',
    blocks: false,
    cure: "Register the hub's account as delegated administrator of these services, from the management account.",
  },
  'region-opt-in': {
    scope: 'hub',
    blocks: false,
    cure: "Enable the Region in the hub's account, or move the hub to a Region that is on by default.",
  },
  'read-role': {
    scope: 'cell',
    blocks: true,
    cure: 'Deploy stacks/member.yml to the account again, in the Region of the hub: it makes the roles.',
  },
  'document-shared': { scope: 'cell', blocks: true, cure: 'Share the runbook Patchplane-PatchCell with the account.' },
  recorder: {
    scope: 'cell',
    blocks: true,
    cure: 'Start the recorder of AWS Config there, and see to its role, its bucket and its delivery.',
  },
  aggregated: {
    scope: 'cell',
    blocks: true,
    cure: 'See in the aggregator of AWS Config, in the hub, why it does not hear the account and Region.',
  },
  forwarding: {
    scope: 'cell',
    blocks: false,
    cure: 'Deploy stacks/member.yml there again: it has the rules that forward events to the hub. Enable those that are disabled.',
  },
  inventory: {
    scope: 'node',
    blocks: true,
    cure: 'Have the recorder of AWS Config record AWS::EC2::Instance there, and name the cells of hybrid nodes in hybridCells of the settings. What neither shows is on no roster.',
  },
  'instance-profile': {
    scope: 'node',
    blocks: true,
    cure: 'Give the instance a profile with AmazonSSMManagedInstanceCore, or have Default Host Management manage its Region.',
  },
  'agent-present': {
    scope: 'node',
    blocks: true,
    cure: 'Install and start the SSM Agent, and let it reach the endpoints ssm, ssmmessages and ec2messages.',
  },
  online: {
    scope: 'node',
    blocks: true,
    cure: 'Start the node, or its SSM Agent, and see that it reaches Systems Manager.',
  },
  'agent-current': {
    scope: 'node',
    blocks: false,
    cure: 'Update the SSM Agent: run AWS-UpdateSSMAgent, or have it update itself.',
  },
  wave: {
    scope: 'node',
    blocks: true,
    cure: `Set the tag maintenance:wave to a wave of the schedule (${BY_WHOM}).`,
  },
  baseline: {
    scope: 'node',
    blocks: true,
    cure: `Set the tag PatchGroup to the patch group of the schedule (${BY_WHOM}), and register a baseline with it for the operating system.`,
  },
} as const satisfies Readonly<
  Record<string, { readonly scope: Scope; readonly blocks: boolean; readonly cure: string }>
>;

export type Scope = 'hub' | 'cell' | 'node';

export type Prerequisite = keyof typeof PREREQUISITES;

export function isPrerequisite(text: string): text is Prerequisite {
  return Object.hasOwn(PREREQUISITES, text);
}

/** One thing that is not as it must be, or of which nobody can tell: never taken for ready (P5). */
export interface Finding {
  readonly answer: 'fails' | 'unread';
  readonly what: Prerequisite;
  readonly sentence: string;
  /** Absent of the hub. */
  readonly account?: string | undefined;
  /** Absent of the hub, and of what holds for a whole account. */
  readonly region?: string | undefined;
  /** Of one node. Absent where it holds for all nodes of the cell. */
  readonly nodeId?: string | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  /** The window that the node belongs to. */
  readonly window?: string | undefined;
}

export function scopeOf({ what }: Pick<Finding, 'what'>): Scope {
  return PREREQUISITES[what].scope;
}

export function cureOf({ what }: Pick<Finding, 'what'>): string {
  return PREREQUISITES[what].cure;
}

/** Whether nodes may be skipped or fail because of it. */
export function blocks({ what }: Pick<Finding, 'what'>): boolean {
  return PREREQUISITES[what].blocks;
}
