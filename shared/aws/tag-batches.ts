import type { Notice } from '../domain/reporting/notice.ts';
import { cellKey } from '../domain/window/node.ts';
import { isHybrid, type NodeReference } from '../inbound/node-reference.ts';
import type { Attempt } from './attempt.ts';

/** Tags that a node is to get. */
export interface TagWrite {
  readonly node: NodeReference;
  readonly tags: Readonly<Record<string, string>>;
}

/** Tags to write and what follows, apart from the writing: whoever has many such steps writes them in few calls. */
export interface TagStep<Outcome> extends TagWrite {
  readonly kind: 'write';
  /** What is told once the tags are written. */
  readonly notice: Notice;
  readonly finish: (written: Attempt<void>) => Promise<Outcome>;
}

/** Resources in one CreateTags (the service's limit). */
export const TAGGED_MAX = 1_000;

/** The calls that writes take: EC2 instances of one cell that get the same tags go together, hybrid nodes alone. */
export function batchesOf(writes: readonly TagWrite[]): readonly (readonly TagWrite[])[] {
  const groups = new Map<string, TagWrite[]>();
  for (const write of writes) {
    const { node, tags } = write;
    const key = JSON.stringify([cellKey(node), isHybrid(node) && node.id, Object.entries(tags).sort()]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [write]);
    else group.push(write);
  }
  return [...groups.values()].flatMap(inBatches);
}

function inBatches(group: readonly TagWrite[]): (readonly TagWrite[])[] {
  const batches: (readonly TagWrite[])[] = [];
  for (let start = 0; start < group.length; start += TAGGED_MAX) batches.push(group.slice(start, start + TAGGED_MAX));
  return batches;
}

/** Refusals that speak of one resource of many, as EC2 words them. */
const ABOUT_ONE = new Set(['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed', 'TagLimitExceeded']);

export function isAboutOne(error: string): boolean {
  return ABOUT_ONE.has(error);
}
