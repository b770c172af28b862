import { type Attempt, sayRefusal } from '../aws/attempt.ts';
import type { Roster } from '../aws/observe-roster.ts';
import {
  type Approval,
  type EntryJudgement,
  type EntryRefusal,
  REFUSALS,
  type Written,
} from '../domain/catalogue/judge-entry-in-force.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { cellKey } from '../domain/window/node.ts';
import { sayCount } from './say.ts';

/** The latest version of an entry does not come into force. Told once for each version and reason. */
export function catalogueRefusedNotice({
  value,
  inForce,
  ...refusal
}: EntryRefusal & { readonly value: string; readonly inForce: number | undefined }): Notice {
  const { reason, latest, approval, problem } = refusal;
  const waits = reason === 'not-approved';
  const until = inForce === undefined ? 'No version of it is in force.' : `Version ${inForce} stays in force.`;
  return {
    key: `catalogue-refused#${value}#${latest.version}#${reason}`,
    kind: 'catalogue-refused',
    severity: waits ? 'info' : 'warning',
    subject: waits
      ? `Version ${latest.version} of ${value} waits for approval`
      : `Version ${latest.version} of ${value} does not come into force (${reason})`,
    happened: `${sayWho(latest)} wrote version ${latest.version} of the catalogue entry ${value} at ${latest.at.toISOString()}. ${REFUSALS[reason]} ${until}`,
    details: [...(problem === undefined ? [] : [problem]), ...(approval === undefined ? [] : [sayApproval(approval)])],
    next: [NEXT[reason](value)],
    about: { schedule: value },
  };
}

const NEXT: Readonly<Record<EntryRefusal['reason'], (value: string) => string>> = {
  'never-opens': (value) => `Correct it and propose it anew: npx patchplane propose ${value}`,
  'not-approved': (value) => `Somebody else reads it, and approves it: npx patchplane approve ${value} --reason "..."`,
  'other-content': (value) =>
    `Read what stands there now, and approve that: npx patchplane approve ${value} --reason "..."`,
  'same-principal': (value) => `Somebody else has to approve it: npx patchplane approve ${value} --reason "..."`,
  'approval-unreadable': (value) =>
    `Approve it by the command, which writes what can be read: npx patchplane approve ${value} --reason "..."`,
};

/** An entry leaves force, and its nodes are without windows until they carry another schedule. */
export function catalogueLeavesNotice({
  value,
  version,
  withdrawal,
  carriers,
}: {
  readonly value: string;
  readonly version: number;
  readonly withdrawal: EntryJudgement['withdrawal'];
  readonly carriers: Attempt<Roster>;
}): Notice {
  const because =
    withdrawal === undefined
      ? 'No approval of it holds.'
      : `${sayWho(withdrawal)} withdrew it at ${withdrawal.at.toISOString()}: ${withdrawal.reason}`;
  return {
    key: `catalogue-withdrawn#${value}#${version}#${withdrawal?.version ?? 'not-approved'}`,
    kind: 'catalogue-withdrawn',
    severity: 'warning',
    subject: `Schedule ${value} is taken out of force: ${sayCarriers(carriers)}`,
    happened: `Version ${version} of the catalogue entry ${value} leaves force. ${because} A window of it that is open goes on; no other opens.`,
    details: byAccount(carriers),
    next: [GIVE_ANOTHER, `To put it back in force: npx patchplane approve ${value} --reason "..."`],
    about: { schedule: value },
  };
}

/** An entry was deleted while it was in force. Told once for each set of schedules that it was in force with. */
export function catalogueDeletedNotice({
  value,
  inForceSince,
  carriers,
}: {
  readonly value: string;
  /** When the schedules in force last changed. */
  readonly inForceSince: Date;
  readonly carriers: Attempt<Roster>;
}): Notice {
  return {
    key: `catalogue-withdrawn#${value}#deleted#${inForceSince.toISOString()}`,
    kind: 'catalogue-withdrawn',
    severity: 'warning',
    subject: `Schedule ${value} is taken out of force: ${sayCarriers(carriers)}`,
    happened: `The catalogue entry ${value} was in force, and is deleted. A window of it that is open goes on; no other opens.`,
    details: byAccount(carriers),
    next: [
      GIVE_ANOTHER,
      `To put it back in force: npx patchplane propose ${value}; then somebody else: npx patchplane approve ${value} --reason "..."`,
    ],
    about: { schedule: value },
  };
}

const GIVE_ANOTHER =
  'Give these nodes another schedule; until then they are in no window, and Config finds their tag non-compliant.';

function sayWho({ by }: Pick<Written, 'by'>): string {
  return by ?? 'Somebody whom AWS did not record';
}

function sayApproval(approval: Approval): string {
  const wrote = `${sayWho(approval)} wrote version ${approval.version} of its approval at ${approval.at.toISOString()}`;
  return approval.kind === 'unreadable' ? `${wrote}: ${approval.problem}` : `${wrote}.`;
}

function sayCarriers(carriers: Attempt<Roster>): string {
  if (carriers.kind === 'refused') return 'who carries it is not known';
  const { length } = carriers.value.nodes;
  return length === 0
    ? 'no node carries it'
    : `${sayCount(length, 'node')} still ${length === 1 ? 'carries' : 'carry'} it`;
}

function byAccount(carriers: Attempt<Roster>): string[] {
  if (carriers.kind === 'refused') return [`Who carries it could not be read: ${sayRefusal(carriers)}`];
  const { nodes, unreadCells } = carriers.value;
  const counts = new Map<string, number>();
  for (const { account } of nodes) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [
    ...[...counts].sort().map(([account, count]) => `Account ${account}: ${sayCount(count, 'node')}`),
    ...unreadCells.map((cell) => `${cellKey(cell).replace('#', ' ')} could not be read: ${cell.reason}`),
  ];
}
