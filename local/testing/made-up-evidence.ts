/**
 * A made-up record for the referee, of one window that went well: 2SAT of 7 March 2026, 01:00 to 05:00 UTC with the cutoff
 * at 04:00, three nodes in two accounts. Tests spoil it.
 */
import { writeCalendar } from '../calendar/write-calendar.ts';
import type { Organization } from '../organization/organization.ts';
import {
  type CalendarVersion,
  type CloudRecord,
  emptyRecord,
  type Message,
  type PatchRun,
  type PutEvent,
  type SentCommand,
  type TagWrite,
} from '../record.ts';
import type { Evidence } from '../referee/evidence.ts';
import { HUB, MEMBER, OTHER_MEMBER, smallOrganization } from './small-organization.ts';

const REGION = 'eu-central-1';
export const WINDOW = '2SAT@2026-03-07';
export const NODES = ['i-00000000000000001', 'i-00000000000000002', 'i-00000000000000003'] as const;

export const ENTRY = {
  zone: 'Europe/Berlin',
  durationHours: 4,
  cutoffHours: 1,
  environment: 'test',
  waves: [1],
  cells: { concurrency: '100%', errors: '100%' },
};

export function at(time: string): Date {
  return new Date(time.length > 5 ? time : `2026-03-07T${time}:00Z`);
}

export interface MadeUp {
  readonly entries?: Readonly<Record<string, object>>;
  readonly settings?: object;
  readonly organization?: Partial<Organization>;
  readonly now?: Date;
  /** Changes the record before it is judged. */
  readonly spoil?: (record: CloudRecord) => void;
}

export function madeUpEvidence({ entries = { '2SAT': ENTRY }, settings = {}, ...rest }: MadeUp = {}): Evidence {
  const { organization = {}, now = at('07:30'), spoil = () => {} } = rest;
  const record = emptyRecord();
  record.commands.push(aCommand(), aCommand({ id: 'c-2', account: HUB, nodeIds: [NODES[2]] }));
  record.patchRuns.push(
    ...NODES.slice(0, 2).map((nodeId) => aRun({ nodeId })),
    aRun({ nodeId: NODES[2], account: HUB, commandId: 'c-2' }),
  );
  record.messages.push(aMessage());
  for (let sweep = 1; sweep <= 10; sweep += 1)
    record.completions.push({ at: new Date(at('06:30').getTime() + sweep * 300_000), functionArn: 'sweep-windows' });
  spoil(record);
  const parameters = new Map<string, string>([
    ...Object.entries(entries).map(
      ([value, entry]) => [`/patchplane/schedules/${value}`, JSON.stringify(entry)] as const,
    ),
    ['/patchplane/settings', JSON.stringify(settings)],
  ]);
  return { organization: { ...smallOrganization, nodes: nodes(), parameters, ...organization }, record, now };
}

export function aCommand(changes: Partial<SentCommand> = {}): SentCommand {
  const account = changes.account ?? MEMBER;
  return {
    id: 'c-1',
    account,
    region: REGION,
    at: at('01:05'),
    by: `arn:aws:sts::${account}:assumed-role/Patchplane-PatchCell/Automation-1`,
    documentName: 'AWS-RunPatchBaselineWithHooks',
    comment: WINDOW,
    nodeIds: NODES.slice(0, 2),
    ...changes,
  };
}

export function aRun(changes: Partial<PatchRun> = {}): PatchRun {
  return {
    nodeId: NODES[0],
    account: MEMBER,
    region: REGION,
    commandId: 'c-1',
    comment: WINDOW,
    operation: 'Install',
    begunAt: at('01:10'),
    came: 'installing',
    end: { at: at('01:30'), missing: 0, failed: 0, pendingReboot: 0 },
    ...changes,
  };
}

export function aMessage(changes: Partial<Message> = {}): Message {
  return {
    at: at('06:45'),
    topicArn: 'arn:aws:sns:eu-central-1:111122223333:alerts',
    subject: `Window ${WINDOW}: all 3 patched`,
    body: digest('all 3 patched'),
    attributes: { kind: 'window-final', key: `window-final#${WINDOW}`, window: WINDOW },
    ...changes,
  };
}

/** 22FRI, which opened three hours before: as many nodes, all of them patched, in an account of their own. */
export function addRingBefore(record: CloudRecord, tally = '10 patched'): void {
  const comment = '22FRI@2026-03-06';
  const command = { id: 'c-0', account: OTHER_MEMBER, comment, at: at('2026-03-06T21:05:00Z'), nodeIds: RING_NODES };
  record.commands.unshift(aCommand(command));
  for (const nodeId of RING_NODES) {
    const begunAt = at('2026-03-06T21:10:00Z');
    record.patchRuns.push(aRun({ nodeId, account: OTHER_MEMBER, commandId: 'c-0', comment, begunAt }));
  }
  const attributes = { kind: 'window-final', key: `window-final#${comment}`, window: comment };
  record.messages.unshift(aMessage({ at: at('2026-03-07T00:35:00Z'), body: digest(tally, 10), attributes }));
}

const RING_NODES = Array.from({ length: 10 }, (_, index) => `i-1000000000000000${index}`);

export function ringNodes(): Organization['nodes'] {
  const [pattern] = nodes();
  if (pattern === undefined) return [];
  const tags = { 'maintenance:patching': '22FRI', 'maintenance:wave': '1' };
  return [...nodes(), ...RING_NODES.map((id) => ({ ...pattern, id, name: id, account: OTHER_MEMBER, tags }))];
}

export function digest(tally: string, roster = 3): string {
  return `Window ${WINDOW} (test, ann) is final. Of the ${roster} nodes that it owed a patch: ${tally}.\n\nNotice x`;
}

/** What somebody puts on the hub's bus. */
export function aRequest(detailType: string, detail: PutEvent['detail'], when: Date): PutEvent {
  return { at: when, by: `arn:aws:iam::${HUB}:root`, source: 'patchplane', detailType, detail };
}

function nodes(): Organization['nodes'] {
  return NODES.map((id, index) => ({
    id,
    name: `node-${index + 1}`,
    account: index < 2 ? MEMBER : HUB,
    region: REGION,
    platform: 'Amazon Linux 2023',
    tags: { 'maintenance:patching': '2SAT', 'maintenance:wave': '1' },
    condition: 'healthy',
    missingPatches: 3,
  }));
}

/** 2SAT after 22FRI, and the nodes of both. */
export const RING = {
  '22FRI': { ...ENTRY, durationHours: 2 },
  '2SAT': { ...ENTRY, after: { schedule: '22FRI', minSuccessPercent: 90, soakHours: 1 } },
};

/** A calendar of the hub that is closed when the window opens. */
export const AUDIT: CalendarVersion = {
  account: HUB,
  region: REGION,
  name: 'audit',
  at: at('00:00'),
  content: writeCalendar([{ from: at('00:30'), to: at('03:00'), summary: 'audit' }]),
};

export function aHold(scope: object, when: string): PutEvent {
  return aRequest('Hold Requested', { scope, reason: 'x' }, at(when));
}

/** As Patchplane writes it. */
export function aTagWrite(changes: Partial<TagWrite> = {}): TagWrite {
  const by = `arn:aws:sts::${MEMBER}:assumed-role/Patchplane-Tag/x`;
  const [nodeId] = NODES;
  return { at: at('01:00'), by, nodeId, key: 'maintenance:patching', before: 'x', after: '2SAT', ...changes };
}

export const EMERGENCY = `${WINDOW}+1a2b3c4d`;

/** The hub's node, in a window that somebody asked for at 10:00. */
export function addEmergency(record: CloudRecord): void {
  const [, , nodeId] = NODES;
  const request = { requestId: '1a2b3c4d-0000-4000-8000-000000000000', schedule: '2SAT' };
  record.putEvents.push(aRequest('Patch Requested', request, at('10:00')));
  const command = { id: 'c-3', account: HUB, comment: EMERGENCY, at: at('10:10'), nodeIds: [nodeId] };
  record.commands.push(aCommand(command));
  const run = { account: HUB, nodeId, commandId: 'c-3', comment: EMERGENCY, begunAt: at('10:11') };
  record.patchRuns.push(aRun(run));
}
