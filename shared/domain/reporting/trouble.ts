import { isPrerequisite, type Prerequisite } from '../readiness/prerequisites.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { isReason, type Reason } from './reasons.ts';

/** The troubles for which somebody is woken. Each has a page in `docs/runbooks/`. */
export const TROUBLES = [
  'failed-install',
  'missed-window',
  'missing-reboot',
  'tag-noncompliance',
  'connectivity',
] as const;

export type Trouble = (typeof TROUBLES)[number];

/** Which trouble a reason is a case of; none where nothing has gone wrong. A new reason has to say. */
export const TROUBLE_OF_REASON: Readonly<Record<Reason, Trouble | 'none'>> = {
  installed: 'none',
  'reboot-suppressed': 'missing-reboot',
  'reboot-needed': 'missing-reboot',
  'patches-failed': 'failed-install',
  'patches-missing': 'failed-install',
  'command-failed': 'failed-install',
  'did-not-return': 'missing-reboot',
  'timed-out': 'failed-install',
  'no-evidence': 'failed-install',
  'access-denied': 'connectivity',
  'invalid-platform': 'failed-install',
  'unknown-status': 'failed-install',
  'wrong-baseline': 'failed-install',
  'hook-refused': 'failed-install',
  overwritten: 'failed-install',
  'reboot-loop': 'missing-reboot',
  'reboot-overdue': 'missing-reboot',
  scanned: 'none',
  'mode-observe': 'none',
  'mode-scan': 'none',
  'scan-too-old': 'missed-window',
  frozen: 'none',
  'node-stopped': 'connectivity',
  'node-offline': 'connectivity',
  'node-unmanaged': 'connectivity',
  'no-wave': 'tag-noncompliance',
  'not-targeted': 'tag-noncompliance',
  'not-delivered': 'connectivity',
  undeliverable: 'connectivity',
  'cut-off': 'missed-window',
  'errors-exceeded': 'failed-install',
  'cell-unread': 'connectivity',
  'run-not-started': 'missed-window',
  'not-in-inventory': 'connectivity',
  held: 'missed-window',
  'hub-down': 'missed-window',
  'entry-unreadable': 'missed-window',
  'roster-unread': 'missed-window',
  'start-refused': 'missed-window',
  'queue-full': 'missed-window',
  'request-mismatch': 'missed-window',
  'calendar-unread': 'missed-window',
  'roster-shrunk': 'missed-window',
  'minimum-gap': 'missed-window',
  'ring-not-final': 'missed-window',
  'ring-below-success': 'missed-window',
  'ring-soaking': 'missed-window',
  'ring-incident': 'missed-window',
  'ring-unproven': 'missed-window',
  'ring-unread': 'missed-window',
  untagged: 'tag-noncompliance',
  malformed: 'tag-noncompliance',
  'not-approved': 'tag-noncompliance',
  exempt: 'none',
  immutable: 'none',
  'window-not-opened': 'missed-window',
  'not-on-roster': 'none',
  'no-window': 'none',
};

/** Which trouble a notice tells of: that of its kind, or those of the reasons or prerequisites that it names. A new kind has to say. */
export const TROUBLE_OF_KIND: Readonly<Record<NoticeKind, Trouble | 'by-reason' | 'by-prerequisite' | 'none'>> = {
  'window-final': 'by-reason',
  'window-missed': 'missed-window',
  'window-waiting': 'missed-window',
  'window-skipped': 'missed-window',
  'window-stopped': 'missed-window',
  'window-unreadable': 'missed-window',
  'run-cancelled': 'missed-window',
  'cell-stale': 'connectivity',
  'catalogue-problem': 'missed-window',
  'catalogue-refused': 'none',
  'catalogue-withdrawn': 'tag-noncompliance',
  'cell-unread': 'connectivity',
  'cutoff-refused': 'missed-window',
  'late-install': 'missed-window',
  'unknown-status': 'failed-install',
  'foreign-run': 'failed-install',
  'not-ready': 'by-prerequisite',
  'node-not-back': 'missing-reboot',
  'reboot-loop': 'missing-reboot',
  'reboot-overdue': 'missing-reboot',
  'verdict-amended': 'by-reason',
  'tag-refused': 'tag-noncompliance',
  'tag-corrected': 'none',
  'tags-refused': 'tag-noncompliance',
  'tag-defaulted': 'none',
  'tag-default-due': 'none',
  'tag-not-defaulted': 'tag-noncompliance',
  'request-admitted': 'none',
  'request-refused': 'none',
  'hold-set': 'none',
  'hold-released': 'none',
  'incident-acknowledged': 'none',
  'exception-requested': 'none',
  'exception-approved': 'none',
  'exception-expiring': 'none',
  'exception-ended': 'tag-noncompliance',
  'exception-waiting': 'tag-noncompliance',
  noncompliant: 'failed-install',
  'report-ready': 'none',
};

/** The troubles that a notice tells of, each once, in its own order. What is merely good to know tells of none. */
export function troublesOf({ kind, severity, subject, details }: Told): Trouble[] {
  if (severity === 'info') return [];
  const own = TROUBLE_OF_KIND[kind];
  const all =
    own === 'by-reason'
      ? reasonsNamed({ subject, details }).map((reason) => TROUBLE_OF_REASON[reason])
      : own === 'by-prerequisite'
        ? prerequisitesNamed(details).map(troubleOfPrerequisite)
        : [own];
  return [...new Set(all.flatMap((trouble) => (trouble === 'none' ? [] : [trouble])))];
}

type Told = Pick<Notice, 'kind' | 'severity' | 'subject' | 'details'>;

/** Where a person reads what to do about a trouble. */
export function runbookOf(trouble: Trouble): string {
  return `docs/runbooks/${trouble}.md`;
}

/** The reasons that stand in brackets in a notice, such as `2 failed (patches-failed)`, each once. */
export function reasonsNamed({ subject, details }: Pick<Notice, 'subject' | 'details'>): Reason[] {
  const named = [subject, ...details].flatMap((line) =>
    [...line.matchAll(/\(([a-z-]+)\)/g)].map(([, code = '']) => code),
  );
  return [...new Set(named.filter(isReason))];
}

/** Those with which the lines of a notice begin, such as `wave: web-01 …` or `baseline (unread): …`. */
function prerequisitesNamed(details: readonly string[]): Prerequisite[] {
  return details.map((line) => /^[a-z-]+/.exec(line)?.[0] ?? '').filter(isPrerequisite);
}

/** What nodes are tagged with and what is approved, or what reaches and sees them. */
function troubleOfPrerequisite(what: Prerequisite): Trouble {
  return what === 'wave' || what === 'baseline' || what === 'entry' ? 'tag-noncompliance' : 'connectivity';
}
