/** A refusal in the words of each protocol. */
import type { AwsError } from '../cloud.ts';
import type { Protocol, WireAnswer } from './exchange.ts';
import { writeObjectError } from './rest-objects.ts';
import { escapeXml } from './write-xml.ts';

export function writeError(error: AwsError, protocol: Protocol, requestId: string): WireAnswer {
  if (protocol === 'rest-xml') return writeObjectError(error, requestId);
  const headers = { 'x-amzn-requestid': requestId };
  if (protocol === 'json') {
    return {
      status: error.status,
      headers: { ...headers, 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ __type: error.code, message: error.message, ...error.fields }),
    };
  }
  const what = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const fault = error.status < 500 ? 'Sender' : 'Receiver';
  const body =
    protocol === 'ec2-query'
      ? `<Response><Errors><Error>${what}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>${fault}</Type>${what}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { ...headers, 'content-type': 'text/xml' }, body };
}
