import { SignatureV4 } from '@smithy/signature-v4';
import { type AskerProof, readAskerProof } from '../inbound/asker-proof.ts';
import { spellRequest } from '../inbound/spell-request.ts';
import { seam } from '../platform/seam.ts';
import { callerQuestion, requestMark } from './caller-question.ts';
import { stsClient } from './clients.ts';

/** STS takes a signed question for no longer. */
const EXPIRES_SECONDS = 900;

/** A request with the proof of who makes it: a question to STS, signed with our credentials and not sent. */
export function askerProver(region: string, sts = stsClient({ region })) {
  const { credentials, sha256 } = sts.config;
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256 });

  return async <Detail extends { readonly requestId: string }>(
    detail: Detail,
  ): Promise<Detail & { readonly proof: AskerProof }> => {
    const question = callerQuestion(region, requestMark(detail.requestId, spellRequest(detail)));
    // A client that has spoken with AWS knows by how much the clock of this machine is wrong.
    const signingDate = new Date(seam().now().getTime() + sts.config.systemClockOffset);
    const signed = await signer.presign(question, { expiresIn: EXPIRES_SECONDS, signingDate });
    const { Action: _action, Version: _version, ...query } = signed.query ?? {};
    const proof = readAskerProof(query);
    if (proof === undefined) throw new Error('Cannot prove who asks: the signed question is not of the wanted form');
    return { ...detail, proof };
  };
}
