/** JSON 1.0 and 1.1 bodies, in both directions, by schema: timestamps become `Date`, blobs become bytes. */
import { JsonCodec2 } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64, toBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../cloud.ts';

// The codec is exported but its options are not documented: 7 is "epoch seconds".
const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as never);
codec.setSerdeContext({ base64Decoder: fromBase64, base64Encoder: toBase64, utf8Encoder: toUtf8 } as never);

export async function readJson(schema: NormalizedSchema, body: string): Promise<object> {
  try {
    return await codec.createDeserializer().read(schema, body === '' ? '{}' : body);
  } catch (cause) {
    throw new AwsError('SerializationException', `Cannot read the request: ${String(cause)}`);
  }
}

export function writeJson(schema: NormalizedSchema, output: object): string {
  const serializer = codec.createSerializer();
  serializer.write(schema, output);
  const written: string | Uint8Array = serializer.flush();
  return typeof written === 'string' ? written : toUtf8(written);
}
