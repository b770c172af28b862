import type { Notice } from '../domain/reporting/notice.ts';
import type { Answer, ToldException } from '../domain/requests/answer.ts';
import type { ApproveExceptionIntent, EndExceptionIntent, ExceptIntent, Intent } from '../domain/requests/intent.ts';
import { sayInstant } from './say.ts';

/** What an answer to a request about an exception is told as. */
export function exceptionAnswerNotice(
  { intent, by }: { readonly intent: Intent; readonly by: string },
  answer: Extract<Answer, { kind: `exception-${string}` }>,
): Notice {
  if (intent.kind === 'except') return exceptionRequestedNotice({ intent, by });
  if (intent.kind === 'approve-exception' && answer.kind === 'exception-approved') {
    return exceptionApprovedNotice({ intent, by, answer });
  }
  if (intent.kind === 'end-exception' && answer.kind === 'exception-closed') {
    return exceptionClosedNotice({ intent, by, answer });
  }
  throw new Error(`Cannot tell ${answer.kind} of a request to ${intent.kind}`);
}

/** Somebody asks for an exception, and nobody has agreed yet. */
function exceptionRequestedNotice({ intent, by }: { intent: ExceptIntent; by: string }): Notice {
  const { node, owner, reason, until, requestId } = intent;
  return {
    key: `exception-requested#${requestId}`,
    kind: 'exception-requested',
    severity: 'info',
    subject: `${node.id}: an exception is asked for`,
    happened: `${by} asks that ${sayPlace(node)} is not patched until ${sayInstant(until, 'UTC')}. Until somebody else approves it, nothing changes.`,
    details: [`The reason given: ${JSON.stringify(reason)}. Request ${requestId}.`],
    next: [
      `To approve it, as somebody else: npx patchplane approve-exception ${node.id} --reason "…".`,
      `To refuse it: npx patchplane end-exception ${node.id} --reason "…".`,
    ],
    about: aboutException({ ...node, owner }, requestId),
  };
}

function exceptionApprovedNotice({
  intent,
  by,
  answer: { exception },
}: {
  intent: ApproveExceptionIntent;
  by: string;
  answer: Extract<Answer, { kind: 'exception-approved' }>;
}): Notice {
  return {
    key: `exception-approved#${intent.requestId}`,
    kind: 'exception-approved',
    severity: 'warning',
    subject: `${exception.id}: exempt from patching`,
    happened: `${by} approves that ${sayPlace(exception)} is not patched until ${sayInstant(exception.until, 'UTC')}. Its tag maintenance:patching becomes EXEMPT within five minutes, and its schedule is remembered.`,
    details: [
      `${exception.requestedBy} has asked for it: ${JSON.stringify(exception.reason)}.`,
      `The reason given: ${JSON.stringify(intent.reason)}. Request ${intent.requestId}.`,
    ],
    next: [
      `The owner is told a week before it ends; then the schedule comes back by itself.`,
      `To end it before: npx patchplane end-exception ${exception.id} --reason "…".`,
    ],
    about: aboutException(exception, intent.requestId),
  };
}

/** Somebody ends an exception early, or refuses one that was only asked for. */
function exceptionClosedNotice({
  intent,
  by,
  answer: { exception, was },
}: {
  intent: EndExceptionIntent;
  by: string;
  answer: Extract<Answer, { kind: 'exception-closed' }>;
}): Notice {
  const refuses = was === 'requested';
  return {
    key: `request-admitted#${intent.requestId}`,
    kind: 'request-admitted',
    severity: refuses ? 'info' : 'warning',
    subject: `${exception.id}: the exception is ${refuses ? 'refused' : 'ended'}`,
    happened: refuses
      ? `${by} refuses the exception that ${exception.requestedBy} has asked for, for ${sayPlace(exception)}. The node is patched as before.`
      : `${by} ends the exception of ${sayPlace(exception)}, which would have lasted until ${sayInstant(exception.until, 'UTC')}.`,
    details: [
      `The exception was for ${JSON.stringify(exception.reason)}.`,
      `The reason given: ${JSON.stringify(intent.reason)}. Request ${intent.requestId}.`,
    ],
    next: refuses ? [] : ['Within five minutes its schedule comes back, and a notice says so.'],
    about: aboutException(exception, intent.requestId),
  };
}

function sayPlace({ id, account, region }: Pick<ToldException, 'id' | 'account' | 'region'>): string {
  return `${id} in account ${account}, ${region},`;
}

function aboutException(
  { id, account, region, owner }: Pick<ToldException, 'id' | 'account' | 'region' | 'owner'>,
  request: string,
): Notice['about'] {
  return { request, node: id, account, region, owners: [owner] };
}
