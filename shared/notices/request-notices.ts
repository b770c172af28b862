import type { Notice } from '../domain/reporting/notice.ts';
import { REASONS } from '../domain/reporting/reasons.ts';
import type { Answer, Refused } from '../domain/requests/answer.ts';
import type { Intent, PatchIntent } from '../domain/requests/intent.ts';
import { type HoldScope, sayScope } from '../domain/window/hold.ts';
import type { UnreadableIntent } from '../inbound/intent-event.ts';
import { exceptionAnswerNotice } from './exception-request-notices.ts';
import { sayFew, sayInstant } from './say.ts';

/** What is said of every request. */
export interface AnsweredRequest {
  readonly intent: Intent;
  /** Who asked, as AWS vouches for it. */
  readonly by: string;
  readonly answer: Answer;
  /** In which times are told. */
  readonly zone: string;
}

/** Names in a line; the ledger has them all. */
const NAMED_MAX = 12;

export function answerNotice({ intent, by, answer, zone }: AnsweredRequest): Notice {
  const asked = { intent, by };
  switch (answer.kind) {
    case 'refused':
      return refusedNotice(asked, answer);
    case 'admitted':
      return admittedNotice(asked, answer, zone);
    case 'held':
      return heldNotice(asked, answer);
    case 'released':
    case 'window-released':
      return releasedNotice(asked, answer);
    case 'acknowledged':
      return acknowledgedNotice(asked);
    case 'exception-requested':
    case 'exception-approved':
    case 'exception-closed':
      return exceptionAnswerNotice(asked, answer);
    case 'decided':
      return decidedNotice(asked, answer);
  }
}

/** Somebody asked for something, and nobody can tell what. */
export function unreadableNotice({ eventId, account, asks, problem, at }: UnreadableIntent): Notice {
  return {
    key: `request-refused#${eventId}`,
    kind: 'request-refused',
    severity: 'warning',
    subject: `Refused: ${asks}, which cannot be read`,
    happened: `Account ${account} put an event ${asks} on the bus at ${at.toISOString()}. It cannot be read, and nothing was done.`,
    details: [problem],
    next: ['Ask with npx patchplane, which puts these events as they should be.'],
    about: { account, request: eventId },
  };
}

/** An id that was used before, with other words. */
export function repeatedIdNotice(intent: Intent): Notice {
  const { requestId, account, at } = intent;
  return {
    key: `request-refused#${requestId}#repeated#${at.toISOString()}`,
    kind: 'request-refused',
    severity: 'warning',
    subject: `Refused: ${sayIntent(intent)} (repeated-id)`,
    happened: `Account ${account} asked under the id ${requestId}, under which something else was asked before. What was asked first stands, and nothing more was done.`,
    details: [sayReason(intent)],
    next: ['Ask again under an id of its own.'],
    about: { account, request: requestId },
  };
}

interface Asked {
  readonly intent: Intent;
  readonly by: string;
}

function refusedNotice({ intent, by }: Asked, { cause, because, next }: Refused): Notice {
  return {
    key: `request-refused#${intent.requestId}`,
    kind: 'request-refused',
    severity: 'warning',
    subject: `Refused: ${sayIntent(intent)} (${cause})`,
    happened: `${by} asked to ${sayIntent(intent)}. It was refused, and nothing was done. ${because}`,
    details: [sayReason(intent)],
    next: [next],
    about: aboutRequest(intent),
  };
}

function admittedNotice(
  { intent, by }: Asked,
  { window, heldAccounts, unseenAccounts }: Extract<Answer, { kind: 'admitted' }>,
  zone: string,
): Notice {
  return {
    key: `request-admitted#${intent.requestId}`,
    kind: 'request-admitted',
    severity: 'warning',
    subject: `Patching ${window.schedule} out of turn: window ${window.id}`,
    happened: `${by} asked to ${sayIntent(intent)}. Window ${window.id} opens with the next sweep, in five minutes at most; its cutoff is ${sayInstant(window.cutoffAt, zone)}, and it closes on ${sayInstant(window.closesAt, zone)}.`,
    details: [
      sayReason(intent),
      'It passes the gate and the freezes of its schedule, and no hold. Its budgets are those of its schedule.',
      ...(heldAccounts.length > 0 ? [`Left out while they are held: ${sayFew(heldAccounts, NAMED_MAX)}.`] : []),
      ...(unseenAccounts.length > 0
        ? [`No node of ${window.schedule} was seen at its last window in ${sayFew(unseenAccounts, NAMED_MAX)}.`]
        : []),
    ],
    next: [`To stop it: npx patchplane hold ${window.id} --reason "…".`],
    about: { ...aboutRequest(intent), window: window.id },
  };
}

function heldNotice({ intent, by }: Asked, { affected, warnings }: Extract<Answer, { kind: 'held' }>): Notice {
  const scope = intent.kind === 'hold' ? intent.scope : EVERYTHING;
  const cancels = intent.kind === 'hold' && intent.cancelRunning;
  return {
    key: `hold-set#${intent.requestId}`,
    kind: 'hold-set',
    severity: scope.kind === 'all' ? 'critical' : 'warning',
    subject: `HELD: ${sayScope(scope)}`,
    happened: `${by} holds ${sayScope(scope)}. From the next sweep on, in five minutes at most, nothing of it begins${cancels ? ', and what runs is cancelled' : '; what runs goes on to its end'}.`,
    details: [sayReason(intent), ...warnings, sayAffected(affected)],
    next: [
      `It stays until somebody releases it: npx patchplane release ${sayScope(scope)} --reason "…".`,
      'Windows that it keeps shut past their last start are missed, and told.',
    ],
    about: aboutRequest(intent),
  };
}

function releasedNotice(
  { intent, by }: Asked,
  answer: Extract<Answer, { kind: 'released' | 'window-released' }>,
): Notice {
  const scope = intent.kind === 'release' ? intent.scope : EVERYTHING;
  return {
    key: `hold-released#${intent.requestId}`,
    kind: 'hold-released',
    severity: 'warning',
    subject: `Released: ${sayScope(scope)}`,
    happened: `${by} released ${sayScope(scope)}. ${sayReleased(answer)}`,
    details: [sayReason(intent), ...(answer.kind === 'released' ? [sayAffected(answer.affected)] : [])],
    next: [
      answer.kind === 'released'
        ? 'Windows that wait for nothing else open with the next sweep, if it is before their last start.'
        : 'It opens with the next sweep if nothing else keeps it; never over a hold, a freeze, or what could not be read.',
    ],
    about: aboutRequest(intent),
  };
}

function decidedNotice({ intent, by }: Asked, { node }: Extract<Answer, { kind: 'decided' }>): Notice {
  const value = intent.kind === 'decide' ? intent.value : '';
  const name = node.name === undefined ? node.id : `${node.name} (${node.id})`;
  return {
    key: `request-admitted#${intent.requestId}`,
    kind: 'request-admitted',
    severity: 'info',
    subject: `${node.id}: it is decided that it gets ${value}`,
    happened: `${by} has decided that ${name} in account ${node.account}, ${node.region}, gets the schedule ${value}. The tag is written in a minute or so, unless the node carries one by then; a notice says so.`,
    details: [sayReason(intent)],
    next: [],
    about: { ...aboutRequest(intent), account: node.account, region: node.region, owners: [node.owner ?? []].flat() },
  };
}

function acknowledgedNotice({ intent, by }: Asked): Notice {
  const key = intent.kind === 'acknowledge' ? intent.key : '';
  return {
    key: `incident-acknowledged#${intent.requestId}`,
    kind: 'incident-acknowledged',
    severity: 'info',
    subject: `Acknowledged: ${key}`,
    happened: `${by} has taken up the incident ${key}. It does not speak again.`,
    details: [sayReason(intent)],
    next: [],
    about: { ...aboutRequest(intent), incident: key },
  };
}

const EVERYTHING: HoldScope = { kind: 'all' };

function sayReleased(answer: Extract<Answer, { kind: 'released' | 'window-released' }>): string {
  if (answer.kind === 'released') {
    const { by, reason, at } = answer.hold;
    return `${by} had held it since ${at.toISOString()}: ${JSON.stringify(reason)}.`;
  }
  return answer.waitingFor === undefined
    ? 'It need not wait for its gate, for a shrunken roster or for newer scans.'
    : `It waited (${answer.waitingFor}). ${REASONS[answer.waitingFor]}`;
}

function sayIntent(intent: Intent): string {
  switch (intent.kind) {
    case 'patch':
      return `patch ${intent.schedule} now${sayPlaces(intent)}`;
    case 'hold':
      return `hold ${sayScope(intent.scope)}`;
    case 'release':
      return `release ${sayScope(intent.scope)}`;
    case 'acknowledge':
      return `acknowledge ${intent.key}`;
    case 'except':
      return `except ${intent.node.id}`;
    case 'approve-exception':
      return `approve the exception of ${intent.nodeId}`;
    case 'end-exception':
      return `end the exception of ${intent.nodeId}`;
    case 'decide':
      return `give ${intent.nodeId} the schedule ${intent.value}`;
  }
}

function sayPlaces({ accounts, regions }: PatchIntent): string {
  const places = [...accounts, ...regions];
  return places.length === 0 ? '' : ` in ${sayFew(places, NAMED_MAX)}`;
}

function sayReason(intent: Intent): string {
  const severity = intent.kind === 'patch' ? ` (${intent.severity})` : '';
  return `The reason given: ${JSON.stringify(intent.reason)}${severity}. Request ${intent.requestId}.`;
}

function sayAffected(affected: readonly string[]): string {
  return affected.length === 0
    ? 'No window is under way that it touches.'
    : `Under way are ${sayFew(affected, NAMED_MAX)}.`;
}

function aboutRequest(intent: Intent): Notice['about'] {
  const { requestId: request, account } = intent;
  switch (intent.kind) {
    case 'patch':
      return { request, schedule: intent.schedule };
    case 'hold':
    case 'release':
      return { request, ...aboutScope(intent.scope) };
    case 'acknowledge':
      return { request, account };
    case 'except':
      return { request, node: intent.node.id };
    case 'approve-exception':
    case 'end-exception':
    case 'decide':
      return { request, node: intent.nodeId };
  }
}

function aboutScope(scope: HoldScope): Notice['about'] {
  const { kind: _, ...names }: Readonly<Record<string, string>> = { ...scope };
  return names;
}
