/**
 * Whether a change of a node's tags was anybody's to make.
 *
 *   J1. The control plane writes as `Patchplane-Tag`, and whatever that role does is authorised.
 *   J2. Whom the settings name may give a node a schedule that complies; nobody else may, and nobody may take it away.
 *   J3. The companions of a default, `maintenance:default-…`, are the control plane's.
 *   J4. What AWS refused changed nothing, and is a refused change all the same.
 */
import { complies, judgeTag } from '../tagging/judge-tag.ts';
import { PATCHING_TAG, WAVE_TAG } from '../tagging/tag-keys.ts';
import type { Cell } from '../window/node.ts';

/** One tag of one node, as CloudTrail has the call. */
export interface TagChange extends Cell {
  readonly nodeId: string;
  readonly at: Date;
  /** The ARN of the principal; CloudTrail leaves it out now and then. */
  readonly by: string | undefined;
  readonly key: string;
  /** Absent where the tag was removed, or what it was set to is not known. */
  readonly value?: string | undefined;
  /** AWS's error code, if it refused the call. */
  readonly refused?: string | undefined;
}

/** Why a change is refused or unauthorised. */
export const FAULTS = {
  'refused-by-aws': 'AWS refused it; nothing changed',
  removed: 'the schedule was removed',
  malformed: 'set to what is no schedule',
  'not-approved': 'set to a schedule that is not in force',
  'not-allowed': 'made by a principal that the settings do not name',
  companion: 'a tag that is the control plane’s',
} as const;

export type Fault = keyof typeof FAULTS;

export interface JudgedChange extends TagChange {
  /** Absent where the change was authorised. */
  readonly fault?: Fault | undefined;
}

/** What the tags under `maintenance:` are ours to look at; others are their owners' own. */
const OURS = 'maintenance:';

export function isLookedAt({ key }: Pick<TagChange, 'key'>): boolean {
  return key.startsWith(OURS);
}

export function judgeTagChange(
  change: TagChange,
  { approved, tagPrincipals }: { readonly approved: readonly string[]; readonly tagPrincipals: readonly string[] },
): JudgedChange {
  const fault = faultOf(change, approved, tagPrincipals);
  return fault === undefined ? change : { ...change, fault };
}

function faultOf(
  { by = '', key, value, refused }: TagChange,
  approved: readonly string[],
  tagPrincipals: readonly string[],
): Fault | undefined {
  if (OWN_ROLE.test(by)) return undefined; // J1
  if (refused !== undefined) return 'refused-by-aws'; // J4
  if (key !== PATCHING_TAG && key !== WAVE_TAG) return 'companion'; // J3
  if (!tagPrincipals.some((pattern) => matchesPattern(by, pattern))) return 'not-allowed'; // J2
  if (key === WAVE_TAG) return undefined;
  if (value === undefined) return 'removed';
  const verdict = judgeTag(value, approved);
  if (complies(verdict)) return undefined;
  return verdict.kind === 'not-approved' ? 'not-approved' : 'malformed';
}

const OWN_ROLE = /^arn:[\w-]+:sts::\d{12}:assumed-role\/Patchplane-Tag\//;

/** `*` stands for any text. */
function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
