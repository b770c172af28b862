import { AwsError } from '../cloud.ts';

const keyLengthMax = 128;
const valueLengthMax = 256;

/** A tag as both EC2 and Systems Manager take it. */
export interface WireTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** What every tagging operation of AWS refuses, whatever the service. */
export function checkTags(tags: readonly WireTag[]): void {
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length === 0 || Key.length > keyLengthMax)
      throw invalid(`Tag key '${Key}' has ${Key.length} characters, wanted 1 to ${keyLengthMax}`);
    if (Value.length > valueLengthMax)
      throw invalid(`Tag value of ${Key} has ${Value.length} characters, wanted at most ${valueLengthMax}`);
    if (Key.toLowerCase().startsWith('aws:'))
      throw invalid(`Tag key '${Key}' begins with aws:, which is reserved for AWS`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** The condition keys by which a policy limits what may be written. */
export function requestedTags(tags: readonly WireTag[]): Record<string, string | readonly string[]> {
  const context: Record<string, string | readonly string[]> = { 'aws:TagKeys': tags.map(({ Key = '' }) => Key) };
  for (const { Key, Value = '' } of tags) context[`aws:RequestTag/${Key}`] = Value;
  return context;
}
