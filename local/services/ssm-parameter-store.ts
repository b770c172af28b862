/**
 * Parameter Store's own rules, apart from the wire.
 *
 *   S1. A write makes a version; the versions before it stay readable by number, the oldest are dropped beyond 100.
 *   S2. A label names one version: labelling another moves it there. A version that carries a label is never dropped.
 *   S3. A name is found in one of three ways: `name` (latest), `name:version`, `name:label`.
 */
import type { ParameterType } from '@aws-sdk/client-ssm';
import { AwsError } from '../cloud.ts';

const versionsMax = 100;
const labelsMax = 10;
const valueBytesMax = 4096;

export interface ParameterVersion {
  readonly name: string;
  readonly version: number;
  readonly value: string;
  readonly type: ParameterType;
  readonly description: string | undefined;
  readonly modifiedAt: Date;
  readonly modifiedBy: string;
  readonly labels: Set<string>;
}

export interface ParameterWrite {
  readonly name: string;
  readonly value: string;
  readonly type: ParameterType | undefined;
  readonly description: string | undefined;
  readonly overwrite: boolean;
  readonly at: Date;
  readonly by: string;
}

export class ParameterStore {
  readonly #parameters = new Map<string, ParameterVersion[]>();

  names(): string[] {
    return [...this.#parameters.keys()];
  }

  put(write: ParameterWrite): { readonly version: ParameterVersion; readonly created: boolean } {
    refuseBadWrite(write);
    const history = this.#parameters.get(write.name);
    const latest = history?.at(-1);
    if (latest !== undefined && !write.overwrite)
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    const type = write.type ?? latest?.type;
    if (type === undefined)
      throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    const version: ParameterVersion = {
      name: write.name,
      version: (latest?.version ?? 0) + 1,
      value: write.value,
      type,
      description: write.description ?? latest?.description,
      modifiedAt: write.at,
      modifiedBy: write.by,
      labels: new Set(),
    };
    this.#parameters.set(write.name, [...roomForOneMore(write.name, history ?? []), version]); // S1
    return { version, created: latest === undefined };
  }

  history(name: string): readonly ParameterVersion[] {
    const history = this.#parameters.get(name);
    if (history === undefined) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return history;
  }

  latest(name: string): ParameterVersion | undefined {
    return this.#parameters.get(name)?.at(-1);
  }

  labelled(name: string, label: string): ParameterVersion | undefined {
    return this.#parameters.get(name)?.find(({ labels }) => labels.has(label));
  }

  /** S3 */
  find(selector: string): ParameterVersion {
    const [name = '', qualifier] = selector.split(':');
    const history = this.history(name);
    const found =
      qualifier === undefined
        ? history.at(-1)
        : history.find(({ version, labels }) => `${version}` === qualifier || labels.has(qualifier));
    if (found === undefined)
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${qualifier} of ${name}. Verify the version and try again.`,
      );
    return found;
  }

  /** Answers the labels that AWS's rules for names refuse; the others are on the version afterwards. S2 */
  label(
    name: string,
    number: number | undefined,
    labels: readonly string[],
  ): { version: ParameterVersion; invalid: string[] } {
    const history = this.history(name);
    const version = number === undefined ? history.at(-1) : history.find((one) => one.version === number);
    if (version === undefined)
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${number} of ${name}. Verify the version and try again.`,
      );
    const valid = labels.filter(isLabel);
    if (new Set([...version.labels, ...valid]).size > labelsMax)
      throw new AwsError(
        'ParameterVersionLabelLimitExceeded',
        `A parameter version can have maximum ${labelsMax} labels.`,
      );
    for (const other of history) for (const label of valid) other.labels.delete(label);
    for (const label of valid) version.labels.add(label);
    return { version, invalid: labels.filter((label) => !isLabel(label)) };
  }

  /** Answers the labels that the version did not carry as invalid. */
  unlabel(
    name: string,
    number: number | undefined,
    labels: readonly string[],
  ): { removed: string[]; invalid: string[] } {
    const version = this.find(`${name}:${number}`);
    const removed = labels.filter((label) => version.labels.delete(label));
    return { removed, invalid: labels.filter((label) => !removed.includes(label)) };
  }

  delete(name: string): ParameterVersion | undefined {
    const latest = this.latest(name);
    this.#parameters.delete(name);
    return latest;
  }
}

function isLabel(label: string): boolean {
  return /^[A-Za-z_.-][A-Za-z0-9_.-]{0,99}$/.test(label) && !/^(aws|ssm)/i.test(label);
}

function refuseBadWrite({ name, value }: ParameterWrite): void {
  if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name))
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be '${name}': only letters, digits and . - _ between slashes, and the leading slash of a hierarchy.`,
    );
  if (/^\/?(aws|ssm)/i.test(name))
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive): ${name}`,
    );
  if (value === '') throw new AwsError('ValidationException', `Parameter value: of ${name} can't be empty.`);
  if (Buffer.byteLength(value) > valueBytesMax)
    throw new AwsError(
      'ValidationException',
      `Standard tier parameters support a maximum parameter value of ${valueBytesMax} characters. ${name} has ${Buffer.byteLength(value)}.`,
    );
}

function roomForOneMore(name: string, history: readonly ParameterVersion[]): readonly ParameterVersion[] {
  if (history.length < versionsMax) return history;
  const [oldest, ...rest] = history;
  if (oldest !== undefined && oldest.labels.size > 0)
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it.`,
    );
  return rest;
}
