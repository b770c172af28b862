import { type Cell, cellKey } from '../window/node.ts';
import type { CellObservation, HubObservation, RecorderFacts, Unread } from './observation.ts';
import type { Finding, Prerequisite } from './prerequisites.ts';

/** What a member's rules forward to the hub, as `stacks/member.yml` has it: the detail types of their patterns. */
export const FORWARDED_DETAIL_TYPES = [
  'Tag Change on Resource',
  'AWS API Call via CloudTrail',
  'Config Rules Compliance Change',
  'Configuration Compliance State Change',
  'EC2 Command Status-change Notification',
  'EC2 Automation Execution Status-change Notification',
] as const;

/**
 * Judges what the nodes of a cell share.
 *
 *   C1. Where the read role lets nobody in, that is the finding: nothing else of the cell is asked, and nothing said of it.
 *   C2. STS answers AccessDenied of a role that is not there and of one that does not trust us; anything else is no answer.
 *   C3. A recorder that is off is named, and not that the aggregator hears nothing new because of it.
 *   C4. Recorder and aggregator matter where EC2 nodes are, or may be: of hybrid nodes AWS Config is not asked.
 */
export function judgeCellReadiness(cell: CellObservation, hub: HubObservation): Finding[] {
  return [...shared(cell, hub), ...(cell.role.kind === 'read' ? inside(cell, hub) : [refusedRole(cell, cell.role)])];
}

function shared({ account }: CellObservation, { hub, sharedWith }: HubObservation): Finding[] {
  if (account === hub.account) return [];
  const what = 'document-shared';
  if (sharedWith.kind === 'unread') {
    const sentence = `Whether the runbook is shared could not be read: AWS answered ${sharedWith.reason}`;
    return [{ answer: 'unread', what, sentence, account }];
  }
  if (sharedWith.value.has(account) || sharedWith.value.has('all')) return [];
  const sentence = `The runbook Patchplane-PatchCell is not shared with account ${account}: no run can begin there.`;
  return [{ answer: 'fails', what, sentence, account }];
}

function refusedRole({ account }: CellObservation, { error, reason }: Unread): Finding {
  const answer = ACCESS_DENIED.has(error) ? 'fails' : 'unread'; // C2
  const sentence = `The role Patchplane-Read of account ${account} cannot be assumed, so that nothing there can be looked at: AWS answered ${reason}`;
  return { answer, what: 'read-role', sentence, account };
}

const ACCESS_DENIED: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException']);

function inside(cell: CellObservation, hub: HubObservation): Finding[] {
  const ec2 = cell.instances.kind === 'unread' || cell.instances.value.length > 0; // C4
  const recorder = ec2 ? judgeRecorder(cell) : [];
  return [...recorder, ...(ec2 && recorder.length === 0 ? aggregated(cell, hub) : []), ...forwarding(cell)]; // C3
}

function judgeRecorder(cell: CellObservation): Finding[] {
  const { recorder } = cell;
  if (recorder.kind === 'unread') return [unread(cell, 'recorder', 'The recorder of AWS Config', recorder)];
  const why = sayRecorder(recorder.value);
  return why === undefined ? [] : [fails(cell, 'recorder', `The recorder of AWS Config of ${placeOf(cell)} ${why}.`)];
}

function sayRecorder(recorder: RecorderFacts): string | undefined {
  switch (recorder.kind) {
    case 'none':
      return 'does not exist';
    case 'off':
      return 'is off';
    case 'failing':
      return `fails to deliver (${recorder.message})`;
    case 'succeeding':
      return undefined;
  }
}

function aggregated(cell: CellObservation, { sources }: HubObservation): Finding[] {
  if (sources.kind === 'unread') return []; // Said of the hub.
  if (!sources.value.has(cellKey(cell)))
    return [fails(cell, 'aggregated', `The aggregator of AWS Config does not list ${placeOf(cell)}.`)];
  const why = sources.value.get(cellKey(cell));
  return why === undefined ? [] : [behindOf(cell, why)];
}

/** The cells that nobody looks at and of which the aggregator is behind: nodes there may be missing from a roster. */
export function judgeOtherSources({ sources }: HubObservation, cells: readonly Cell[]): Finding[] {
  if (sources.kind === 'unread') return []; // Said of the hub.
  const judged = new Set(cells.map(cellKey));
  return [...sources.value].flatMap(([key, why]) => {
    const [account = '', region = ''] = key.split('#');
    return why === undefined || judged.has(key) ? [] : [behindOf({ account, region }, why)];
  });
}

function behindOf(cell: Cell, why: string): Finding {
  return fails(cell, 'aggregated', `The aggregator of AWS Config is behind of ${placeOf(cell)} (${why}).`);
}

function forwarding(cell: CellObservation): Finding[] {
  const { forwards } = cell;
  if (forwards.kind === 'unread') return [unread(cell, 'forwarding', 'The rules that forward events', forwards)];
  const missing = FORWARDED_DETAIL_TYPES.filter((type) => !forwards.value.has(type));
  return missing.length === 0
    ? []
    : [fails(cell, 'forwarding', `No enabled rule of ${placeOf(cell)} forwards to the hub: ${missing.join(', ')}.`)];
}

export function placeOf({ account, region }: Pick<CellObservation, 'account' | 'region'>): string {
  return `account ${account} in ${region}`;
}

function fails({ account, region }: Cell, what: Prerequisite, sentence: string): Finding {
  return { answer: 'fails', what, sentence, account, region };
}

export function unread(
  { account, region }: Pick<CellObservation, 'account' | 'region'>,
  what: Prerequisite,
  thing: string,
  { reason }: Unread,
): Finding {
  const sentence = `${thing} of ${placeOf({ account, region })} could not be read: AWS answered ${reason}`;
  return { answer: 'unread', what, sentence, account, region };
}
