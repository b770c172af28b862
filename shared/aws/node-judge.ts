import type { Exception } from '../domain/tagging/exception.ts';
import { judgeReserved } from '../domain/tagging/judge-reserved.ts';
import { judgeTag, type TagVerdict } from '../domain/tagging/judge-tag.ts';
import { type ExcuseSettings, isReplaceAllowed } from '../domain/tagging/replace-allowed.ts';
import { GROUP_TAG, PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import type { NodeReference } from '../inbound/node-reference.ts';

/** What a node's tags are worth: by their value, and for a reserved one by what stands behind it. */
export type JudgeNode = (
  tagged: { readonly node: NodeReference; readonly tags: ReadonlyMap<string, string> },
  approved: readonly string[],
) => Promise<TagVerdict>;

export interface ExcuseSources {
  readonly now: () => Date;
  readonly readException: (nodeId: string) => Promise<Exception | undefined>;
  /** Throws where the settings cannot be read: nobody is accused for want of them (P5). */
  readonly readSettings: () => Promise<ExcuseSettings>;
}

/** Reads no more than the value asks for: of almost all nodes, nothing. */
export function nodeJudge({ now, readException, readSettings }: ExcuseSources): JudgeNode {
  return async ({ node, tags }, approved) => {
    const verdict = judgeTag(tags.get(PATCHING_TAG), approved);
    if (verdict.kind !== 'reserved') return verdict;
    const { value } = verdict;
    const grouped = tags.has(GROUP_TAG);
    const exception = value === 'EXEMPT' ? await readException(node.id) : undefined;
    const replaceAllowed =
      value === 'REPLACE' &&
      !grouped &&
      isReplaceAllowed({ ...node, tags: Object.fromEntries(tags) }, await readSettings());
    return judgeReserved(value, { now: now(), exception, grouped, replaceAllowed });
  };
}
