import { ownersToTell } from '../domain/reporting/by-cause.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS } from '../domain/reporting/reasons.ts';
import type { JudgedNode } from '../domain/window/judge-cell.ts';
import type { Cell } from '../domain/window/node.ts';
import type { Verdict } from '../domain/window/verdict.ts';
import { sayCount, sayInstant } from './say.ts';
import { aboutWindow, type WindowFacts } from './window-notices.ts';

/** Nodes named in a notice; the ledger has them all. */
const NODES_NAMED_MAX = 20;

/** Nodes that were rebooted and cannot be heard at the end of their window. */
export function nodeNotBackNotice(facts: WindowFacts, cell: Cell, nodes: readonly JudgedNode[]): Notice {
  const { window, entry } = facts;
  return {
    key: `node-not-back#${window.id}#${cell.account}#${cell.region}`,
    kind: 'node-not-back',
    severity: 'critical',
    incident: true,
    subject: `INCIDENT ${window.id}: ${sayCount(nodes.length, 'node')} not back in ${cell.account}, ${cell.region}`,
    happened: `Window ${window.id} ended on ${sayInstant(window.closesAt, entry.zone)}. In account ${cell.account}, ${cell.region}, ${sayCount(nodes.length, 'node')} began to patch and cannot be heard since.`,
    details: sayNodes(nodes, () => 'not heard since its install began'),
    next: [
      'Look at the console of each node now: it may hang in its reboot.',
      'A node that comes back within 24 hours of the final state of the window is looked at again, and you are told.',
    ],
    about: aboutCell(facts, cell, nodes),
  };
}

/** A node for which one more reboot in one more window would be in vain as well. */
export function rebootLoopNotice(facts: WindowFacts, node: JudgedNode): Notice {
  const { window } = facts;
  return {
    key: `reboot-loop#${window.id}#${node.id}`,
    kind: 'reboot-loop',
    severity: 'critical',
    incident: true,
    subject: `INCIDENT ${window.id}: ${node.id} is in a reboot loop`,
    happened: `In account ${node.account}, ${node.region}, a node of window ${window.id} still needs a reboot after its reboots, three windows in a row.`,
    details: sayNodes([node], () => REASONS['reboot-loop']),
    next: [
      'See what on the node asks for the reboot: a file to be renamed that is never renamed, a package whose script fails.',
      'Where its system says so too, the node refuses further installs: remove /var/lib/patchplane/reboots-in-vain (Windows: %ProgramData%\\Patchplane\\reboots-in-vain) when it is mended.',
      'Put the tag value EXEMPT on a node that must not be patched for longer, with the consent of its owner.',
    ],
    about: aboutCell(facts, node, [node]),
  };
}

/** Nodes that were to be rebooted by people, and were not seen rebooted and scanned in time. */
export function rebootOverdueNotice(facts: WindowFacts, cell: Cell, nodes: readonly JudgedNode[]): Notice {
  return {
    key: `reboot-overdue#${facts.window.id}#${cell.account}#${cell.region}`,
    kind: 'reboot-overdue',
    severity: 'critical',
    incident: true,
    subject: `INCIDENT ${facts.window.id}: ${sayCount(nodes.length, 'reboot')} overdue in ${cell.account}, ${cell.region}`,
    happened: `${sayCount(nodes.length, 'node')} of window ${facts.window.id} in account ${cell.account}, ${cell.region}, ${nodes.length === 1 ? 'was' : 'were'} patched without a reboot, and by the deadline no reboot and scan was seen.`,
    details: sayNodes(nodes, () => REASONS['reboot-overdue']),
    next: ['Reboot the nodes, then scan them: until then their patches are not in effect, and they are not compliant.'],
    about: aboutCell(facts, cell, nodes),
  };
}

/** Verdicts that were final and that later evidence has changed. `key` says which amendments these are. */
export function verdictAmendedNotice(
  facts: WindowFacts,
  cell: Cell,
  { nodes, key }: { nodes: readonly JudgedNode[]; key: string },
): Notice {
  return {
    key: `verdict-amended#${facts.window.id}#${key}`,
    kind: 'verdict-amended',
    ...(nodes.some(isBadNews) ? { severity: 'warning', incident: true } : { severity: 'info' }),
    subject: `Window ${facts.window.id}: ${sayCount(nodes.length, 'verdict')} amended in ${cell.account}, ${cell.region}`,
    happened: `After window ${facts.window.id} was final, evidence came that changes what ${sayCount(nodes.length, 'node')} in account ${cell.account}, ${cell.region}, came to. The counts of the window are corrected.`,
    details: sayNodes(
      nodes,
      ({ amendedFrom, verdict, uncounted }) =>
        `${uncounted ? 'not counted' : sayVerdict(amendedFrom)}, now ${sayVerdict(verdict)}`,
    ),
    next: [],
    about: aboutCell(facts, cell, nodes),
  };
}

/** A verdict rises only, so that it is of a node that was not counted, and of which the digest said nothing. */
function isBadNews({ uncounted, verdict }: JudgedNode): boolean {
  return uncounted === true && (verdict?.kind === 'failed' || verdict?.kind === 'missed');
}

function sayVerdict(verdict: Verdict | undefined): string {
  return verdict === undefined ? 'without a verdict' : `${verdict.kind} (${verdict.reason})`;
}

function sayNodes(nodes: readonly JudgedNode[], sayState: (node: JudgedNode) => string): string[] {
  const named = nodes.slice(0, NODES_NAMED_MAX).map((node) => {
    const { id, name, owner } = node;
    const who = [...(name === undefined ? [] : [name]), id, ...(owner === undefined ? [] : [`(${owner})`])];
    return `${who.join(' ')}: ${sayState(node)}`;
  });
  const left = nodes.length - named.length;
  return left > 0 ? [...named, `and ${sayCount(left, 'more node')}`] : named;
}

function aboutCell(facts: WindowFacts, { account, region }: Cell, nodes: readonly JudgedNode[]): Notice['about'] {
  const owners = ownersToTell(nodes);
  return { ...aboutWindow(facts, owners), account, region };
}

/** Where a delay is expected of a patch group, those of its nodes that know none are named: one sentence. */
export function sayNoApprovalDelay(
  { patchGroup }: { readonly patchGroup?: string | undefined },
  nodes: readonly JudgedNode[],
): string[] {
  const without = nodes.filter(({ evidence }) => WITHOUT_APPROVAL_DELAY.has(evidence?.operatingSystem ?? ''));
  if (patchGroup === undefined || without.length === 0) return [];
  return [
    `${sayCount(without.length, 'node')} of patch group ${patchGroup} ${without.length === 1 ? 'runs' : 'run'} Ubuntu or Debian, whose baselines know no approval delay: they get every patch as soon as it is published.`,
  ];
}

/** Patch Manager has no release dates for their packages. */
const WITHOUT_APPROVAL_DELAY: ReadonlySet<string> = new Set(['UBUNTU', 'DEBIAN']);
