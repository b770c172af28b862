import { pageOf } from '../domain/explain/say-reason.ts';
import { incidentKeyOf } from '../domain/reporting/incident.ts';
import type { Notice, NoticeKind } from '../domain/reporting/notice.ts';
import { reasonsNamed } from '../domain/reporting/trouble.ts';
import { sayFew } from './say.ts';

/** Pages named in a notice; a step in chat is short. */
const PAGES_MAX = 4;

/** What a person does about an incident, and where it is explained: the last steps of every notice of it. */
export function howToAnswer(notice: Notice): string[] {
  const pages = pagesOf(notice);
  return [
    `To acknowledge it: npx patchplane acknowledge "${incidentKeyOf(notice.key)}" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.`,
    ...(pages.length === 0 ? [] : [`What it means: ${sayFew(pages, PAGES_MAX)}`]),
  ];
}

/** The page of its kind, or those of the reasons that stand in brackets in it, such as `2 failed (patches-failed)`. */
function pagesOf(notice: Notice): string[] {
  const own = PAGES[notice.kind];
  return own === undefined ? reasonsNamed(notice).map(pageOf) : [own];
}

/** Incidents that are about one thing, and do not name its reason. */
const PAGES: Readonly<Partial<Record<NoticeKind, string>>> = {
  'late-install': pageOf('cut-off'),
  'node-not-back': pageOf('did-not-return'),
  'reboot-loop': pageOf('reboot-loop'),
  'reboot-overdue': pageOf('reboot-overdue'),
  'window-unreadable': 'docs/ledger.md',
};
