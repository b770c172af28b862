import type { Notice } from '../domain/reporting/notice.ts';
import type { AlertCause, LastVerdict } from '../domain/requests/judge-noncompliance.ts';
import { PATCHING_TAG } from '../domain/tagging/tag-keys.ts';
import type { NodeReference } from '../inbound/node-reference.ts';
import { sayInstant } from './say.ts';

/** A node that lacks patches, and what a person needs to know of it. */
export interface LackingNode {
  readonly node: NodeReference;
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly value: string | undefined;
  readonly severity: string | undefined;
  readonly baselineId: string | undefined;
  readonly last: LastVerdict | undefined;
  /** Of its schedule, and in its zone. */
  readonly next: { readonly opensAt: Date; readonly zone: string } | undefined;
}

/** One a node, cause and day: AWS may report a node again and again. */
export function noncompliantNotice(lacking: LackingNode, cause: AlertCause, now: Date): Notice {
  const { node, name, owner, severity, next, value } = lacking;
  const production = cause === 'production';
  return {
    key: `noncompliant#${node.id}#${cause}#${now.toISOString().slice(0, 10)}`,
    kind: 'noncompliant',
    severity: production ? 'critical' : 'warning',
    subject: `${name ?? node.id} lacks ${severity === undefined ? '' : `${severity} `}patches (${cause})`,
    happened: `AWS reports that ${name === undefined ? '' : `${name}, `}${node.id} in account ${node.account}, ${node.region}, lacks ${severity === undefined ? '' : `${severity} `}patches. ${sayCause(lacking, cause)}`,
    details: next === undefined ? [] : [`The next window of ${value} opens on ${sayInstant(next.opensAt, next.zone)}.`],
    next: [sayRemedy(lacking, cause)],
    about: { node: node.id, account: node.account, region: node.region, owners: owner === undefined ? [] : [owner] },
    ...(production && { incident: true }),
  };
}

function sayCause({ value = '', last, baselineId }: LackingNode, cause: AlertCause): string {
  switch (cause) {
    case 'no-schedule':
      return `It carries no tag ${PATCHING_TAG}, so no window patches it.`;
    case 'refused-schedule':
      return `Its schedule ${JSON.stringify(value)} is not approved, so no window patches it.`;
    case 'exempt':
      return 'It is exempt from patching, and what it lacks is urgent.';
    case 'immutable':
      return 'It is replaced, not patched, and what it lacks is urgent.';
    case 'entry-refused':
      return `The catalogue entry of ${value} cannot be read, so its windows do not open.`;
    case 'production':
      return 'It is urgent, and nothing is patched out of turn in production without a person.';
    case 'scan-only':
      return `It is urgent, and the windows of ${value} only scan.`;
    case 'not-in-install-mode':
      return 'It is urgent, and its account or environment is not in mode install.';
    case 'other-baseline':
      return `It was measured by the baseline ${baselineId}, and our last run used ${last?.baselineId}: another patcher is at work, or the node has changed its patch group.`;
    case 'still-lacking':
      return `It is urgent, and a window of ${value} has just run on it: another run would come too soon.`;
    case 'busy-elsewhere':
      return `It is urgent, and a window of ${value} is patching elsewhere or has just done so.`;
  }
}

function sayRemedy({ node, value = '' }: LackingNode, cause: AlertCause): string {
  const ask = `npx patchplane patch-now ${value} --account ${node.account} --region ${node.region} --reason "…"`;
  switch (cause) {
    case 'no-schedule':
    case 'refused-schedule':
      return `Set the tag ${PATCHING_TAG} of the node to an approved schedule.`;
    case 'exempt':
      return 'Whoever answers for the exception decides whether it still holds.';
    case 'immutable':
      return 'Build a newer image, and replace the node.';
    case 'entry-refused':
      return `Correct the entry of ${value}, and have it approved.`;
    case 'production':
    case 'busy-elsewhere':
      return `If that is too late: ${ask}.`;
    case 'scan-only':
    case 'not-in-install-mode':
      return 'Patch the node by hand, or let its schedule install.';
    case 'other-baseline':
      return 'Find out what else patches or scans the node; its findings and ours overwrite each other.';
    case 'still-lacking':
      return `See in its digest what became of the node; npx patchplane explain ${node.id} tells it step by step.`;
  }
}
