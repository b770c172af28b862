import * as z from 'zod/mini';
import { type Intent, REQUEST_SEVERITIES } from '../domain/requests/intent.ts';
import { type AskerProof, readAskerProof } from './asker-proof.ts';
import { accountId, detailTypeOf, envelope, instant, regionName } from './envelope.ts';
import { INTENT_DETAIL_TYPES } from './intent-detail-types.ts';
import { nodeId } from './node-reference.ts';
import { parseOrRefuse } from './parse-or-refuse.ts';
import { spellRequest } from './spell-request.ts';
import { windowId } from './window-id.ts';

export type IntentEvent = AskedIntent | UnreadableIntent;

export interface AskedIntent {
  readonly kind: 'asked';
  readonly intent: Intent;
  /** Everything that was said, in one spelling: what a proof vouches for. */
  readonly said: string;
  /** Not to be logged. Absent where there is none, or nothing that could be one. */
  readonly proof: AskerProof | undefined;
}

/** It asks for something, and nobody can tell what: that is told, and not lost. */
export interface UnreadableIntent {
  readonly kind: 'unreadable';
  readonly eventId: string;
  readonly account: string;
  readonly asks: string;
  readonly problem: string;
  readonly at: Date;
}

/** An event that is none of ours at all throws; one of ours that is garbled is a value. */
export function parseIntentEvent(event: unknown): IntentEvent {
  const asks = detailTypeOf('request', event, Object.values(INTENT_DETAIL_TYPES));
  const { id, account, time: at, detail } = parseOrRefuse('request', request, event);
  try {
    const intent = parsers[asks](detail, { requestId: id, account, at });
    return { kind: 'asked', intent, said: spellRequest(detail), proof: readAskerProof(detail['proof']) };
  } catch (error) {
    return { kind: 'unreadable', eventId: id, account, asks, problem: sayProblem(error), at };
  }
}

const request = z.object({
  ...envelope,
  source: z.literal('patchplane'),
  detail: z.record(z.string(), z.unknown()),
});

const REASON_LENGTH_MAX = 500;

/** It is told to people, in mails and on terminals. */
const reason = z.string().check(
  z.refine((text) => text.trim() !== '' && !/\p{Cc}/u.test(text), 'a reason in one line'),
  z.maxLength(REASON_LENGTH_MAX, `a reason of at most ${REASON_LENGTH_MAX} characters`),
);

const requestId = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in small letters'));

const scheduleName = z.string().check(z.regex(/^[\w.-]{1,64}$/, 'a schedule such as 2SATX4'));

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('schedule'), schedule: scheduleName }),
  z.strictObject({ kind: z.literal('window'), window: windowId }),
  z.strictObject({ kind: z.literal('account'), account: accountId }),
]);

// Strict, because a field that is mistyped and left aside would widen what is asked for: `account` for `accounts`.
const asked = { version: z._default(z.literal('1'), '1'), reason, proof: z.optional(z.unknown()) } as const;

/** Put by hand, by whoever has no more at hand than the AWS CLI, a stop needs no id of its own. */
const stopped = { ...asked, requestId: z.optional(requestId) } as const;

// An event asks for one of these, and a cold start need not make all of them.
const patch = once(() =>
  z.strictObject({
    ...asked,
    requestId,
    schedule: scheduleName,
    accounts: z._default(z.array(accountId), []),
    regions: z._default(z.array(regionName), []),
    severity: z._default(z.enum(REQUEST_SEVERITIES), 'normal'),
  }),
);
const hold = once(() => z.strictObject({ ...stopped, scope, cancelRunning: z._default(z.boolean(), false) }));
const release = once(() => z.strictObject({ ...asked, requestId, scope }));
const acknowledge = once(() =>
  z.strictObject({
    ...stopped,
    key: z.string().check(z.minLength(1, 'the key of an incident'), z.maxLength(300, 'the key of an incident')),
  }),
);

const except = once(() =>
  z.strictObject({
    ...asked,
    requestId,
    node: z.strictObject({ id: nodeId, account: accountId, region: regionName }),
    owner: z.string().check(z.regex(/^[^\p{Cc}]{1,256}$/u, 'an owner in one line of at most 256 characters')),
    until: instant,
  }),
);
const aboutException = once(() => z.strictObject({ ...asked, requestId, nodeId, exception: requestId }));

const decide = once(() => z.strictObject({ ...asked, requestId, nodeId, value: scheduleName }));

type Parse = (detail: object, envelope: Pick<Intent, 'requestId' | 'account' | 'at'>) => Intent;

const parsers: Readonly<Record<(typeof INTENT_DETAIL_TYPES)[Intent['kind']], Parse>> = {
  'Patch Requested': (detail, envelope) => {
    const { version: _version, proof: _proof, ...said } = parseOrRefuse('request to patch', patch(), detail);
    return { kind: 'patch', ...envelope, ...said };
  },
  'Hold Requested': (detail, envelope) => {
    const {
      version: _version,
      proof: _proof,
      requestId = envelope.requestId,
      ...said
    } = parseOrRefuse('hold', hold(), detail);
    return { kind: 'hold', ...envelope, ...said, requestId };
  },
  'Release Requested': (detail, envelope) => {
    const { version: _version, proof: _proof, ...said } = parseOrRefuse('release', release(), detail);
    return { kind: 'release', ...envelope, ...said };
  },
  'Acknowledge Requested': (detail, envelope) => {
    const {
      version: _version,
      proof: _proof,
      requestId = envelope.requestId,
      ...said
    } = parseOrRefuse('receipt', acknowledge(), detail);
    return { kind: 'acknowledge', ...envelope, ...said, requestId };
  },
  'Exception Requested': (detail, envelope) => {
    const what = 'request for an exception';
    const { version: _version, proof: _proof, ...said } = parseOrRefuse(what, except(), detail);
    return { kind: 'except', ...envelope, ...said };
  },
  'Exception Approved': (detail, envelope) => {
    const what = 'approval of an exception';
    const { version: _version, proof: _proof, ...said } = parseOrRefuse(what, aboutException(), detail);
    return { kind: 'approve-exception', ...envelope, ...said };
  },
  'Exception Ended': (detail, envelope) => {
    const what = 'end of an exception';
    const { version: _version, proof: _proof, ...said } = parseOrRefuse(what, aboutException(), detail);
    return { kind: 'end-exception', ...envelope, ...said };
  },
  'Review Decided': (detail, envelope) => {
    const { version: _version, proof: _proof, ...said } = parseOrRefuse('decision about a node', decide(), detail);
    return { kind: 'decide', ...envelope, ...said };
  },
};

function sayProblem(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
