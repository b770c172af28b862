import type { Catalogue } from '../catalogue/catalogue-entry.ts';
import type { Exception } from '../tagging/exception.ts';
import type { Cell } from '../window/node.ts';
import type {
  CellRecord,
  HoldRecord,
  NodeRecord,
  NoticeRecord,
  ReleaseRecord,
  RunRecord,
  TagRecord,
  WindowRecord,
} from './ledger-records.ts';

/** All that could be found out about a node, and of the rest why not. */
export interface NodeFacts {
  readonly nodeId: string;
  readonly now: Date;
  readonly tags: Known<TagsNow>;
  readonly judged: TagRecord | undefined;
  /** The last one that was asked for. */
  readonly exception: Exception | undefined;
  readonly catalogue: Catalogue;
  /** The schedule that the story is about: the window's, or what the tag says where no window ever had the node. */
  readonly schedule: string | undefined;
  readonly history: Known<readonly ParameterVersion[]>;
  readonly approvals: Known<readonly ParameterVersion[]>;
  /** The window that the story is about, with the node's row in it. */
  readonly part: NodePart | undefined;
  /** Its rows in other windows, the latest first. */
  readonly others: readonly NodeRecord[];
  /** The last window of the schedule, where that one opened without the node. */
  readonly later: WindowRecord | undefined;
  readonly holds: readonly HoldRecord[];
  readonly releases: readonly ReleaseRecord[];
  /** About the node and its window, in order of time. */
  readonly notices: readonly NoticeRecord[];
}

/** A node's part in a window. */
export interface NodePart {
  readonly node: NodeRecord;
  /** Where the window's row is gone or cannot be read. */
  readonly record: Known<WindowRecord>;
  readonly cell: CellRecord | undefined;
  readonly runs: readonly RunRecord[];
}

/** The tags that decide about patching, as they are now, and who says so. */
export interface TagsNow extends Partial<Cell> {
  readonly patching: string | undefined;
  readonly wave: string | undefined;
  readonly patchGroup: string | undefined;
  readonly name: string | undefined;
  readonly source: string;
}

/** One version of a parameter, from Parameter Store's own history. */
export interface ParameterVersion {
  readonly version: number;
  readonly by: string;
  readonly at: Date;
  readonly labels: readonly string[];
}

export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly why: string };
