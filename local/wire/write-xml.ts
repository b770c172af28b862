/** An operation's output as the XML of the query protocols. */
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64, toBase64, toUtf8 } from '@smithy/core/serde';

interface XmlAnswer {
  readonly schema: NormalizedSchema;
  readonly output: object;
  readonly operation: string;
  readonly xmlNamespace: string;
  readonly requestId: string;
  readonly ec2: boolean;
}

export function writeXml({ schema, output, operation, xmlNamespace, requestId, ec2 }: XmlAnswer): string {
  const members = schema.isStructSchema() ? membersOf(schema, output) : '';
  const content = ec2
    ? `<requestId>${requestId}</requestId>${members}`
    : `<${operation}Result>${members}</${operation}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${operation}Response xmlns="${xmlNamespace}">${content}</${operation}Response>`;
}

/** The serializer writes a document with the structure's own name as its root; the protocol wants another root. */
function membersOf(schema: NormalizedSchema, output: object): string {
  // Its options are not documented: 5 is "ISO 8601".
  const serializer = new XmlShapeSerializer({
    xmlNamespace: undefined,
    serviceNamespace: '',
    httpBindings: false,
    timestampFormat: { useTrait: true, default: 5 },
  } as never);
  serializer.setSerdeContext({ base64Decoder: fromBase64, base64Encoder: toBase64, utf8Encoder: toUtf8 } as never);
  serializer.write(schema, output);
  return String(serializer.flush())
    .replace(/^<[^>]*?\/>$/, '')
    .replace(/^<[^>]+>/, '')
    .replace(/<\/[^>]+>$/, '');
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
