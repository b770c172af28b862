import type { Readiness } from '../domain/readiness/judge-readiness.ts';
import type { ComingWindow } from '../domain/readiness/observation.ts';
import { cureOf, type Finding, scopeOf } from '../domain/readiness/prerequisites.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { sayCount, sayInstant } from './say.ts';

/** Lines in one notice; the ledger has all of them. */
const LINES_MAX = 20;

/**
 * What is told a day ahead of a window: one notice to each owner of whose nodes something fails or could not be read, and
 * one to operations of the hub, the cells and the nodes that name no owner. None where everything is in place.
 */
export function readinessNotices(coming: ComingWindow, { findings }: Readiness): Notice[] {
  const byOwner = new Map<string, Finding[]>();
  for (const finding of findings) {
    const owner = scopeOf(finding) === 'node' ? (finding.owner ?? '') : '';
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), finding]);
  }
  return [...byOwner].map(([owner, those]) => notReadyNotice(coming, owner, those));
}

/** Operations have no name: the owner is empty. */
function notReadyNotice({ window, entry }: ComingWindow, owner: string, findings: readonly Finding[]): Notice {
  const more = findings.length - LINES_MAX;
  const whose = owner === '' ? 'the hub, its accounts and nodes without an owner' : `nodes of ${owner}`;
  return {
    key: owner === '' ? `not-ready#${window.id}` : `not-ready#${window.id}#${owner}`,
    kind: 'not-ready',
    severity: 'warning',
    subject: `Window ${window.id} tomorrow: ${sayCount(findings.length, 'thing')} not ready`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) opens on ${sayInstant(window.opensAt, entry.zone)}. Of ${whose}, ${sayCount(findings.length, 'thing')} ${findings.length === 1 ? 'is' : 'are'} not in place, or could not be read.`,
    details: [
      ...findings.slice(0, LINES_MAX).map(sayFinding),
      ...(more > 0 ? [`... and ${more} more: npx patchplane ready --window ${window.id}`] : []),
    ],
    next: [
      ...new Set(findings.map((finding) => `${finding.what}: ${cureOf(finding)}`)),
      `See what is left: npx patchplane ready --window ${window.id}. What is not in place when the window opens is not patched in it, and told again.`,
    ],
    about: {
      window: window.id,
      schedule: window.schedule,
      environment: entry.environment,
      owners: owner === '' ? [] : [owner],
      accounts: [...new Set(findings.flatMap(({ account }) => account ?? []))].sort().slice(0, LINES_MAX),
    },
  };
}

/** Such as `agent-present: web-01 i-… in 4444 eu-west-1: Systems Manager does not know it …`. */
export function sayFinding({ answer, what, nodeId, name, account, region, sentence }: Finding): string {
  const node = nodeId === undefined ? '' : `${[name, nodeId, 'in', account, region].filter(Boolean).join(' ')}: `;
  return `${what}${answer === 'unread' ? ' (unread)' : ''}: ${node}${sentence}`;
}
