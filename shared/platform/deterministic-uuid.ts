import { createHash } from 'node:crypto';

/** The name space of every id below; any other would do as well, so long as it never changes. */
const NAMESPACE = Buffer.from('7f0c0a5a5c1d4d0e9a4b1d7e2b9c6f31', 'hex');

/**
 * A UUID (version 5, RFC 9562) that depends on the name only: the same window and chunk give the same client token and
 * the same patch snapshot, however often they are computed.
 */
export function deterministicUuid(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
