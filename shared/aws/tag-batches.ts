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
  /** The schedule that the node carried when this was planned: over another one nothing is written. */
  readonly from: string | undefined;
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
/** What a policy says of one node by its tags, or of all: it fails the call alike. */
const UNAUTHORIZED = 'UnauthorizedOperation';
/** Nodes of a batch that policies may keep, until the rest of what is refused is taken for kept as well. */
const UNAUTHORIZED_MAX = 16;

type Written = ReadonlyMap<TagWrite, Attempt<void>>;

/**
 * Writes a batch, all of it or nothing a call; halves of it find out which nodes keep the others from being written (P6).
 * One such node of a thousand costs twenty calls more. Where a policy keeps all of them, that is forty calls, and not two
 * thousand, since after sixteen nodes no more are looked for.
 */
export async function writeBatch(
  batch: readonly TagWrite[],
  write: (batch: readonly TagWrite[]) => Promise<Attempt<void>>,
): Promise<Written> {
  let unauthorized = 0;
  const writeHalf = async (half: readonly TagWrite[]): Promise<(readonly [TagWrite, Attempt<void>])[]> => {
    const written = await write(half);
    const kept = written.kind === 'refused' && written.error === UNAUTHORIZED;
    if (kept && half.length === 1) unauthorized += 1;
    const mayBeOne =
      written.kind === 'refused' && (kept ? unauthorized < UNAUTHORIZED_MAX : ABOUT_ONE.has(written.error));
    if (half.length === 1 || !mayBeOne) return half.map((one) => [one, written]);
    const middle = Math.ceil(half.length / 2);
    return [...(await writeHalf(half.slice(0, middle))), ...(await writeHalf(half.slice(middle)))];
  };
  return new Map(await writeHalf(batch));
}
