import type { Notice } from '../domain/reporting/notice.ts';
import type { Correction } from '../domain/tagging/decide-correction.ts';
import { aboutNode, quote, sayPlace, sayShortly, type TaggedNode } from './tag-notices.ts';

/** A schedule tag that was put right, because the settings say so. */
export function tagCorrectedNotice(
  corrected: TaggedNode & { readonly correction: Correction; readonly change: number },
): Notice {
  const { node, change, correction } = corrected;
  const { from, to, because } = correction;
  return {
    key: `tag-corrected#${node.id}#${change}`,
    kind: 'tag-corrected',
    severity: 'info',
    subject: `${sayShortly(corrected)}: schedule ${because === 'certain' ? 'corrected to' : 'set back to'} ${to}`,
    happened:
      from === undefined
        ? `${sayPlace(corrected)} carried no tag maintenance:patching any more.`
        : `The tag maintenance:patching of ${sayPlace(corrected)} said ${quote(from)}, under which no window patches it.`,
    details: [
      because === 'certain'
        ? `It is now ${to}, which differs in spelling alone.`
        : `It is now ${to} again, the last approved schedule of the node.`,
    ],
    next: [
      'If another schedule suits the node better, set the tag to any approved value. Correct it where it comes from, too: the same value is not put right a second time.',
    ],
    about: aboutNode(corrected),
  };
}
