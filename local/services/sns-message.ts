/** What SNS accepts as a message, and the words with which it refuses. */
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { AwsError } from '../cloud.ts';

/** Body and attributes together, in bytes of UTF-8. */
const MESSAGE_BYTES_MAX = 262_144;
const SUBJECT_LENGTH_MAX = 99; // "less than 100 characters"

type MessageParts = Pick<PublishCommandInput, 'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes'>;

export function checkMessage({ Message = '', Subject, MessageStructure, MessageAttributes = {} }: MessageParts): void {
  if (Message === '') throw invalid('Empty message');
  if (Subject !== undefined) checkSubject(Subject);
  if (MessageStructure !== undefined) checkStructure(MessageStructure, Message);

  let bytes = Buffer.byteLength(Message);
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(MessageAttributes)) {
    if (!/^(?!aws\.|amazon\.|\.)[\w.-]{1,256}(?<!\.)$/i.test(name)) throw invalid(`MessageAttributes name "${name}"`);
    if (!/^(String|Number|Binary|String\.Array)(\.|$)/.test(DataType)) {
      throw invalidValue(`The message attribute '${name}' has an invalid message attribute type '${DataType}'.`);
    }
    const value = StringValue ?? BinaryValue;
    if (value === undefined || value.length === 0) {
      throw invalidValue(`The message attribute '${name}' must contain a non-empty message attribute value.`);
    }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(value);
  }
  if (bytes > MESSAGE_BYTES_MAX) throw invalid('Message too long');
}

/** What e-mail gets of a message: its `default`, unless another text is given for e-mail. */
export function emailBody({ Message = '', MessageStructure }: MessageParts): string {
  if (MessageStructure !== 'json') return Message;
  const texts = parseObject(Message);
  return String(texts?.['email'] ?? texts?.['default'] ?? '');
}

function checkSubject(subject: string): void {
  if (subject.length > SUBJECT_LENGTH_MAX || !/^[!-~][ -~]*$/.test(subject)) throw invalid('Subject');
}

function checkStructure(structure: string, message: string): void {
  if (structure !== 'json') throw invalid('MessageStructure');
  const texts = parseObject(message);
  if (texts === undefined) throw invalid('Message Structure - JSON message body failed to parse');
  if (typeof texts['default'] !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

function invalidValue(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}
