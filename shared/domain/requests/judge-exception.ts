import { sameHand } from '../catalogue/same-hand.ts';
import { EXCEPTION_DAYS_MAX, type Exception } from '../tagging/exception.ts';
import { type Answer, type Refused, refused } from './answer.ts';
import type { ApproveExceptionIntent, Asker, EndExceptionIntent, ExceptIntent } from './intent.ts';
import { refuseAsker } from './refuse-asker.ts';

interface Meant {
  readonly now: Date;
  readonly asker: Asker;
  /** The last exception of the node. */
  readonly exception: Exception | undefined;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Decides what asking for an exception, approving one and ending one come to.
 *
 *   E1. Nothing changes for somebody whom AWS does not vouch for, or long after it was asked.
 *   E2. A node has one exception at a time, with an end that is yet to come and no more than a year away.
 *   E3. Who approves is not who asked, and means the very request that stands there.
 *   E4. Anybody who is vouched for may end one: to patch a node again needs no second hand.
 */
export function judgeExcept(input: Meant & { readonly intent: ExceptIntent }): Answer {
  const { now, intent, exception } = input;
  const unfit = refuseAsker(input) ?? refuseEnd(intent.until, now);
  if (unfit !== undefined) return unfit;
  if (exception !== undefined && isOpen(exception)) {
    const because = `${exception.requested.by} has asked for one until ${exception.until.toISOString()}: ${JSON.stringify(exception.reason)}.`;
    const next = `To change it, end it and ask again: npx patchplane end-exception ${intent.node.id} --reason "…".`;
    return refused('exception-open', because, next); // E2
  }
  return { kind: 'exception-requested' };
}

export function judgeApproval(
  input: Meant & { readonly intent: { readonly at: Date; readonly nodeId: string; readonly exception: string } },
): Answer {
  const { now, intent, asker, exception } = input;
  const unfit = refuseAsker(input); // E1
  if (unfit !== undefined) return unfit;
  if (exception === undefined || exception.requestId !== intent.exception || exception.kind !== 'requested') {
    return refused('no-such-exception', sayNone(intent.nodeId, exception), LOOK);
  }
  if (asker.kind === 'proven' && sameHand(asker.arn, exception.requested.by)) {
    const because = `${exception.requested.by} has asked for it, and is the same hand.`;
    return refused('same-principal', because, 'Somebody else approves it.'); // E3
  }
  if (now >= exception.until) {
    const because = `It would have ended at ${exception.until.toISOString()}.`;
    return refused('exception-over', because, 'Ask for a new one, with a later end.');
  }
  return { kind: 'exception-approved', exception: toldOf(exception) };
}

export function judgeEnd(
  input: Meant & { readonly intent: { readonly at: Date; readonly nodeId: string; readonly exception: string } },
): Answer {
  const { intent, exception } = input;
  const unfit = refuseAsker(input); // E1
  if (unfit !== undefined) return unfit;
  if (exception === undefined || exception.requestId !== intent.exception || !isOpen(exception)) {
    return refused('no-such-exception', sayNone(intent.nodeId, exception), LOOK);
  }
  return { kind: 'exception-closed', was: exception.kind, exception: toldOf(exception) }; // E4
}

/** What there is to say where somebody else has changed the exception between the answer and the deed. */
export function overtaken(
  intent: ExceptIntent | ApproveExceptionIntent | EndExceptionIntent,
  exception: Exception | undefined,
): Refused {
  if (intent.kind === 'except') return refused('exception-open', sayNone(intent.node.id, exception), LOOK);
  return refused('no-such-exception', sayNone(intent.nodeId, exception), LOOK);
}

const LOOK = 'Look at what there is: npx patchplane exceptions.';

function refuseEnd(until: Date, now: Date): Refused | undefined {
  if (until <= now) {
    const because = `It would have ended at ${until.toISOString()}.`;
    return refused('exception-over', because, 'Ask again, with a later end.');
  }
  if (until.getTime() - now.getTime() <= EXCEPTION_DAYS_MAX * DAY_MS) return undefined;
  const because = `It would end at ${until.toISOString()}, and none lasts longer than ${EXCEPTION_DAYS_MAX} days.`;
  return refused('exception-too-long', because, 'Ask for an earlier end. It can be asked for again when it is over.');
}

function isOpen(exception: Exception): exception is Exclude<Exception, { readonly kind: 'refused' | 'ended' }> {
  return exception.kind !== 'refused' && exception.kind !== 'ended';
}

function sayNone(nodeId: string, exception: Exception | undefined): string {
  return exception === undefined
    ? `No exception of ${nodeId} was ever asked for.`
    : `The last exception of ${nodeId} is another one, or is ${exception.kind} already.`;
}

/** What people have to be told of it, whatever becomes of the row. */
function toldOf({ node, owner, reason, until, requested }: Exception) {
  return { ...node, owner, reason, until, requestedBy: requested.by };
}
