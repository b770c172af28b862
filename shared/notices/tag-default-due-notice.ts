import type { Notice } from '../domain/reporting/notice.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import { aboutNode, sayPlace, sayShortly, type TaggedNode } from './tag-notices.ts';

/** A default of which the owner is told before it is written, or that is not written at all in mode `notify`. */
export function tagDefaultDueNotice(
  due: TaggedNode & {
    readonly rule: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly change: number;
    /** When it is written; absent where it is not. */
    readonly until: Date | undefined;
  },
): Notice {
  const { node, rule, tags, change, until } = due;
  const value = tags[PATCHING_TAG] ?? '';
  return {
    key: `tag-default-due#${node.id}#${value}#${until === undefined ? 'notify' : 'grace'}#${change}`,
    kind: 'tag-default-due',
    severity: 'warning',
    subject: `${sayShortly(due)}: no schedule; the default is ${value}`,
    happened: `${sayPlace(due)} carries no tag maintenance:patching, so no window owes it a patch. The default-tag rule "${rule}" fits it.`,
    details: Object.entries(tags).map(([key, each]) => `${key} = ${each}`),
    next: [
      until === undefined
        ? 'Set the tag maintenance:patching of the node to an approved schedule. Patchplane only tells of defaults here.'
        : `If another schedule suits the node better, set the tag maintenance:patching before ${until.toISOString()}. From then on Patchplane sets the default at its next look, once a day.`,
    ],
    about: aboutNode(due),
  };
}
