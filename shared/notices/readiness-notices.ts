import type { Readiness } from '../domain/readiness/judge-readiness.ts';
import type { ComingWindow } from '../domain/readiness/observation.ts';
import { blocks, cureOf, type Finding, scopeOf } from '../domain/readiness/prerequisites.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { sha256 } from '../platform/sha256.ts';
import { sayCount, sayInstant } from './say.ts';

/** Lines in one notice; the ledger has all of them. */
const LINES_MAX = 20;

/** Hexadecimal digits, to tell the few notices of one window apart. */
const DIGEST_LENGTH = 8;

/**
 * What is told a day ahead of a window: one notice to each owner of whose nodes something fails or could not be read, and
 * one to operations of the hub, the cells and the nodes that name no owner. None where everything is in place, and none to an
 * owner of whose nodes nothing stands in the way of the window. The same facts are told once: their digest is in the key.
 */
export function readinessNotices(coming: ComingWindow, { findings }: Readiness): Notice[] {
  const byOwner = new Map<string, Finding[]>();
  for (const finding of findings) {
    const owner = scopeOf(finding) === 'node' ? (finding.owner ?? '') : '';
    const before = byOwner.get(owner);
    if (before === undefined) byOwner.set(owner, [finding]);
    else before.push(finding);
  }
  const told = [...byOwner].filter(([owner, those]) => owner === '' || those.some(blocks));
  return told.map(([owner, those]) => notReadyNotice(coming, owner, those));
}

/** Operations have no name: the owner is empty. */
function notReadyNotice({ window, entry }: ComingWindow, owner: string, findings: readonly Finding[]): Notice {
  const opening = sayInstant(window.opensAt, entry.zone);
  const more = findings.length - LINES_MAX;
  const whose = owner === '' ? 'the hub, its accounts and nodes without an owner' : `nodes of ${owner}`;
  return {
    key: ['not-ready', window.id, ...(owner === '' ? [] : [owner]), digestOf(findings)].join('#'),
    kind: 'not-ready',
    severity: 'warning',
    subject: `${sayCount(findings.length, 'thing')} not ready for window ${window.id}, which opens on ${opening}`,
    happened: `Window ${window.id} (${entry.environment}, ${entry.owner}) opens on ${opening}. Of ${whose}, ${sayCount(findings.length, 'thing')} ${findings.length === 1 ? 'is' : 'are'} not in place, or could not be read.`,
    details: [
      ...findings.slice(0, LINES_MAX).map(sayFinding),
      ...(more > 0 ? [`... and ${more} more: npx patchplane ready --window ${window.id}`] : []),
    ],
    next: [
      ...new Set(findings.map((finding) => `${finding.what}: ${cureOf(finding)}`)),
      `See what is left: npx patchplane ready --window ${window.id}. Nodes for which it is not in place when the window opens may be skipped or fail, and that is told again.`,
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

/** Of what is wanting where. Words do not count: AWS puts a new request id into the same refusal. */
function digestOf(findings: readonly Finding[]): string {
  const facts = findings.map(({ answer, what, account, region, nodeId }) =>
    JSON.stringify([answer, what, account, region, nodeId]),
  );
  return sha256([...new Set(facts)].sort().join('\n')).slice(0, DIGEST_LENGTH);
}

/** Such as `agent-present: web-01 i-… in 4444 eu-west-1: Systems Manager does not know it …`. */
export function sayFinding({ answer, what, nodeId, name, account, region, sentence }: Finding): string {
  const node = nodeId === undefined ? '' : `${[name, nodeId, 'in', account, region].filter(Boolean).join(' ')}: `;
  return `${what}${answer === 'unread' ? ' (unread)' : ''}: ${node}${sentence}`;
}
