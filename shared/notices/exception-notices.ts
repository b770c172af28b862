import type { Notice } from '../domain/reporting/notice.ts';
import type { ExceptionEnd } from '../domain/tagging/decide-return.ts';
import type { Exception } from '../domain/tagging/exception.ts';
import { sayInstant } from './say.ts';

export function exceptionExpiringNotice(exception: Exception): Notice {
  const { node, until, requestId } = exception;
  return {
    key: `exception-expiring#${node.id}#${requestId}`,
    kind: 'exception-expiring',
    severity: 'warning',
    subject: `${node.id}: the exception ends on ${until.toISOString().slice(0, 'YYYY-MM-DD'.length)}`,
    happened: `${sayPlace(exception)} is exempt from patching until ${sayInstant(until, 'UTC')}. ${sayReturn(exception)}`,
    details: sayOrigin(exception),
    next: [
      'Have the node ready to be patched.',
      `If it must stay exempt: when this exception is over, ask for another one, or now: npx patchplane end-exception ${node.id} --reason "…", and npx patchplane except ${node.id} ….`,
    ],
    about: aboutException(exception),
  };
}

export function exceptionEndedNotice(exception: Exception, end: ExceptionEnd): Notice {
  const { node, requestId } = exception;
  const alarming = end.kind === 'nothing-remembered' || end.kind === 'withdrawn';
  return {
    key: `exception-ended#${node.id}#${requestId}`,
    kind: 'exception-ended',
    severity: alarming ? 'critical' : 'info',
    subject: `${node.id}: the exception is over${alarming ? ', and no schedule came back' : ''}`,
    happened: `The exception of ${sayPlace(exception)} is over. ${sayEnd(end)}`,
    details: sayOrigin(exception),
    next: alarming
      ? [
          'Set the tag maintenance:patching of the node to an approved schedule. Until then it is not patched, and does not comply.',
        ]
      : [],
    about: aboutException(exception),
  };
}

/** AWS refuses to show the node or to write its tag. */
export function exceptionWaitingNotice(
  exception: Exception,
  { refusal, at }: { readonly refusal: string; readonly at: Date },
): Notice {
  const { node, until } = exception;
  const date = at.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const over = at >= until;
  return {
    key: `exception-waiting#${node.id}#${date}`,
    kind: 'exception-waiting',
    severity: 'critical',
    subject: `${node.id}: AWS refuses the tag of its exception`,
    happened: `The exception of ${sayPlace(exception)} ${over ? 'is over, and its schedule cannot come back' : 'is approved, and its tag cannot become EXEMPT'}: AWS answered ${refusal}`,
    details: sayOrigin(exception),
    next: [
      'See why the role Patchplane-Tag is refused in that account. Patchplane tries again every five minutes.',
      over ? 'Until then the node is not patched, and does not comply.' : 'Until then the node is patched as before.',
    ],
    about: aboutException(exception),
  };
}

function sayEnd(end: ExceptionEnd): string {
  switch (end.kind) {
    case 'returned':
      return `Its tag maintenance:patching says ${end.schedule} again.`;
    case 'lapsed':
      return 'Nobody has approved it in time, so that it never stood.';
    case 'gone':
      return 'The node is gone.';
    case 'other-value':
      return end.value === undefined
        ? 'Its tag maintenance:patching was removed meanwhile, and stays so.'
        : `Its tag maintenance:patching says ${JSON.stringify(end.value)} by now, and stays so.`;
    case 'nothing-remembered':
      return 'It carried no schedule before, so that none can come back; its tag still says EXEMPT.';
    case 'withdrawn':
      return `Before it carried ${end.schedule}, which is not approved any more, so that it does not come back; its tag still says EXEMPT.`;
  }
}

function sayReturn(exception: Exception): string {
  const schedule =
    exception.kind === 'approved' || exception.kind === 'expiring' ? exception.remembered?.schedule : undefined;
  return schedule === undefined
    ? 'It carried no schedule before, so that none comes back: give it one before then.'
    : `Then its schedule ${schedule} comes back, if it is still approved, and its windows patch it.`;
}

function sayOrigin(exception: Exception): string[] {
  const { requested, reason, owner } = exception;
  return [
    `${requested.by} has asked for it: ${JSON.stringify(reason)}. Its owner is ${owner}.`,
    ...(exception.kind === 'approved' || exception.kind === 'expiring'
      ? [`${exception.approved.by} has approved it: ${JSON.stringify(exception.approved.reason)}.`]
      : []),
    ...('ended' in exception && exception.ended !== undefined
      ? [`${exception.ended.by} has ended it early: ${JSON.stringify(exception.ended.reason)}.`]
      : []),
  ];
}

function sayPlace({ node: { id, account, region } }: Exception): string {
  return `${id} in account ${account}, ${region},`;
}

function aboutException({ node: { id, account, region }, owner }: Exception): Notice['about'] {
  return { node: id, account, region, owners: [owner] };
}
