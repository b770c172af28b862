import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Asker } from '../domain/requests/intent.ts';
import type { AskedIntent } from '../inbound/intent-event.ts';
import { attempt } from './attempt.ts';
import { callerQuestion, requestMark } from './caller-question.ts';
import { stsClient } from './clients.ts';

export type AskerReading = Asker | { readonly kind: 'unread'; readonly why: string };

export type VerifyAsker = (asked: Omit<AskedIntent, 'kind'>) => Promise<AskerReading>;

/**
 * Sends the question that came signed with a request, and so learns from AWS who signed it. Host, action and the header
 * that binds the signature to this request are ours, and nothing but the signature comes from the event: whatever else
 * was signed fails.
 */
export function askerVerifier(region: string): VerifyAsker {
  return async ({ intent, said, proof }) => {
    if (proof === undefined) return { kind: 'unproven', why: 'the request came without a proof of who asks.' };
    const question = callerQuestion(region, requestMark(intent.requestId, said));
    const signer = signedAlready({ ...question, query: { ...question.query, ...proof } });

    const answer = await attempt(() => stsClient({ region, signer }).send(new GetCallerIdentityCommand({})));
    if (answer.kind === 'refused') {
      // No more than the code: STS may quote the query that it was asked with, and the token in it.
      const why = `STS answers ${answer.error}.`;
      return { kind: REFUSED_PROOFS.has(answer.error) ? 'unproven' : 'unread', why };
    }
    const { Account, Arn } = answer.value;
    if (Arn === undefined || Account !== intent.account) {
      return { kind: 'unproven', why: `the proof is of account ${Account}, and the request of ${intent.account}.` };
    }
    return { kind: 'proven', arn: Arn };
  };
}

/** Stands in for the client's own signature. */
function signedAlready(question: object) {
  return {
    sign: async <Request extends object>(request: Request) => Object.assign(request, question, { body: undefined }),
  };
}

/** What STS says of a signature that is not good, or not any more. Anything else is trouble on the way (P5). */
const REFUSED_PROOFS = new Set([
  'AccessDenied',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
