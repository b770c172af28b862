import * as z from 'zod/mini';

/** What a proof must have signed: where it goes, and what it vouches for. Anything else in it is not looked at. */
export const SIGNED_HEADERS = 'host;x-patchplane-request';

/**
 * The signed query of a `GetCallerIdentity` that is bound to a request: AWS answers whoever sends it with the name of who
 * signed it, for a quarter of an hour. Nothing else can be done with it; it stays out of logs all the same.
 */
export type AskerProof = z.output<typeof askerProof>;

const field = z.string().check(z.minLength(1), z.maxLength(4096));

/** Exactly these, so that no other action and no other host can be asked for by way of us. */
const askerProof = z.strictObject({
  'X-Amz-Algorithm': z.literal('AWS4-HMAC-SHA256'),
  'X-Amz-Credential': field,
  'X-Amz-Date': field,
  'X-Amz-Expires': field,
  'X-Amz-Security-Token': z.optional(field),
  'X-Amz-SignedHeaders': z.literal(SIGNED_HEADERS),
  'X-Amz-Signature': field,
});

/** Absent where it is no proof. Why not is not said: a refusal would quote it. */
export function readAskerProof(proof: unknown): AskerProof | undefined {
  return z.safeParse(askerProof, proof).data;
}
