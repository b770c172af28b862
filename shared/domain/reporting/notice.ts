/** One message to people. Text first: the topics' formats are made of it in `shared/notices`. */
export interface Notice {
  /** One fact, one key: a notice is told once for each key, however often the fact is found (P4). */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** Says by itself what happened; under 100 characters when it is rendered. */
  readonly subject: string;
  /** What happened, in a sentence or two. */
  readonly happened: string;
  /** To whose nodes and why: one line a cause, or one a node where there are few. */
  readonly details: readonly string[];
  /** What is next and when, or what a person should do. */
  readonly next: readonly string[];
  /** Facts to filter subscriptions on, such as `schedule`, `account` and `owners`. */
  readonly about: Readonly<Record<string, string | readonly string[]>>;
  /** Somebody must answer it within 24 hours, or it speaks again. */
  readonly incident?: boolean | undefined;
}

export const NOTICE_KINDS = [
  'window-final',
  'window-missed',
  'window-waiting',
  'window-skipped',
  'window-stopped',
  'window-unreadable',
  'run-cancelled',
  'cell-stale',
  'catalogue-problem',
  'catalogue-refused',
  'catalogue-withdrawn',
  'cell-unread',
  'cutoff-refused',
  'late-install',
  'unknown-status',
  'foreign-run',
  'node-not-back',
  'reboot-loop',
  'reboot-overdue',
  'verdict-amended',
  'tag-refused',
  'tag-corrected',
  'tags-refused',
  'tag-defaulted',
  'tag-default-due',
  'tag-not-defaulted',
  'request-admitted',
  'request-refused',
  'hold-set',
  'hold-released',
  'incident-acknowledged',
  'exception-requested',
  'exception-approved',
  'exception-expiring',
  'exception-ended',
  'exception-waiting',
  'noncompliant',
  'report-ready',
  'not-ready',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const SEVERITIES = ['info', 'warning', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];
