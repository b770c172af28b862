import { FAULTS, type JudgedChange } from '../domain/reports/judge-tag-change.ts';
import {
  type AuditedNode,
  type Offender,
  REPEATED,
  type TagAudit,
  unauthorised,
  wrongTags,
} from '../domain/reports/tag-audit.ts';
import { TAG_CLASSES } from '../domain/tagging/tag-census.ts';
import { html } from '../html/html.ts';
import { type Column, reportPage, section, table } from './report-page.ts';
import { sayTrail } from './say-trail.ts';

/** The audit of the tags as a page. */
export function auditPage(audit: TagAudit): string {
  const { from, to, nodes, counts, drifted, changes, offenders, unread } = audit;
  const wanting = new Set(['missing', 'malformed', 'not-approved']);
  const faulty = changes.filter(({ fault }) => fault !== undefined);
  return reportPage({
    title: 'Tag audit of the month',
    period: { from, to },
    totals: [
      { count: nodes.length, what: 'nodes' },
      ...TAG_CLASSES.map((each) => ({ count: counts[each], what: each, wanting: wanting.has(each) })),
      { count: drifted, what: 'drifted' },
      { count: unauthorised(audit).length, what: 'unauthorised changes', wanting: true },
    ],
    unread,
    sections: [
      section(
        'Changes at fault',
        html`${table(changeColumns, faulty, 'CloudTrail has none of the nodes that changed.')}<p class="fine">${sayTrail(audit)}</p>`,
      ),
      section(
        'Repeat offenders',
        table(offenderColumns, offenders, `Nobody has had ${REPEATED} or more changes refused.`),
      ),
      section(
        'Drift since the last audit',
        table(
          driftColumns,
          nodes.filter(hasDrift),
          'No node carries another value than the last audit has written down.',
        ),
      ),
      section('Wrong tags', table(nodeColumns, wrongTags(audit), 'Every node carries what it may.')),
    ],
  });
}

const changeColumns: readonly Column<JudgedChange>[] = [
  { name: 'at', of: ({ at }) => at },
  { name: 'by', of: ({ by = 'not named by CloudTrail' }) => html`<code>${by}</code>` },
  { name: 'node', of: ({ nodeId }) => html`<code>${nodeId}</code>` },
  { name: 'account', of: ({ account }) => account },
  { name: 'tag', of: ({ key }) => key },
  { name: 'to', of: ({ value }) => (value === undefined ? html`<i>removed</i>` : JSON.stringify(value)) },
  { name: 'fault', of: ({ fault }) => (fault === undefined ? '' : `${fault}: ${FAULTS[fault]}`) },
];

const offenderColumns: readonly Column<Offender>[] = [
  { name: 'who', of: ({ who }) => who },
  { name: 'known by', of: ({ kind }) => (kind === 'owner' ? 'the tag of the nodes' : 'CloudTrail') },
  { name: 'changes refused', of: ({ refused }) => refused },
];

const nodeColumns: readonly Column<AuditedNode>[] = [
  { name: 'node', of: ({ id }) => html`<code>${id}</code>` },
  { name: 'name', of: ({ name }) => name },
  { name: 'owner', of: ({ owner }) => owner },
  { name: 'account', of: ({ account }) => account },
  { name: 'Region', of: ({ region }) => html`<span class="whole">${region}</span>` },
  { name: 'schedule', of: ({ value }) => (value === undefined ? html`<i>none</i>` : JSON.stringify(value)) },
  { name: 'verdict', of: ({ verdict }) => verdict.kind },
];

const driftColumns: readonly Column<AuditedNode>[] = [
  ...nodeColumns,
  {
    name: 'before',
    of: ({ drift }) => (drift?.before === undefined ? html`<i>none</i>` : JSON.stringify(drift.before)),
  },
  { name: 'changed at', of: ({ drift }) => drift?.at },
  { name: 'by', of: ({ drift }) => html`<code>${drift?.by ?? 'nobody named'}</code>` },
];

function hasDrift({ drift }: AuditedNode): boolean {
  return drift !== undefined;
}
