/** The documents of every account and Region, read once when they are written. */
import { type ChangeCalendar, parseChangeCalendar } from '../calendar/change-calendar.ts';
import { AwsError, type Cell } from '../cloud.ts';
import { PerCell } from '../fleet/per-cell.ts';
import type { CloudRecord } from '../record.ts';
import { type HookCommand, parseHookCommand } from './ssm-hook-command.ts';
import { parseRunbook, type Runbook } from './ssm-runbook.ts';

export type StoredDocument = RunbookDocument | CommandDocument | CalendarDocument;

interface Stored extends Cell {
  readonly name: string;
  readonly arn: string;
  readonly content: string;
  readonly format: 'YAML' | 'JSON' | 'TEXT';
  readonly version: number;
  /** Account ids, or `all`. There is no sharing with an organization. */
  readonly sharedWith: Set<string>;
  readonly createdAt: Date;
}

export interface RunbookDocument extends Stored {
  readonly type: 'Automation';
  readonly runbook: Runbook;
}

export interface CommandDocument extends Stored {
  readonly type: 'Command';
  readonly command: HookCommand;
}

export interface CalendarDocument extends Stored {
  readonly type: 'ChangeCalendar';
  readonly calendar: ChangeCalendar;
}

/** What somebody writes: a template, a call, or the organization file. */
export interface DocumentWrite extends Cell {
  readonly name: string;
  readonly type: unknown;
  /** Text, or an object of a template. */
  readonly content: unknown;
  readonly format: unknown;
  readonly at: Date;
}

export class Documents {
  readonly #documents = new PerCell<Map<string, StoredDocument>>(() => new Map());
  readonly #record: CloudRecord;

  constructor(record: CloudRecord) {
    this.#record = record;
  }

  /** The next version of the document, or its first. Who shares it stays as it was. */
  write(write: DocumentWrite): StoredDocument {
    const { account, region, name, at } = write;
    const before = this.#documents.of(write).get(name);
    const document = documentOf(write, {
      account,
      region,
      name,
      arn: `arn:aws:ssm:${region}:${account}:document/${name}`,
      version: (before?.version ?? 0) + 1,
      sharedWith: before?.sharedWith ?? new Set(),
      createdAt: before?.createdAt ?? at,
    });
    this.#documents.of(write).set(name, document);
    if (document.type === 'ChangeCalendar')
      this.#record.calendars.push({ account, region, name, at, content: document.content });
    return document;
  }

  list(cell: Cell): StoredDocument[] {
    return [...this.#documents.of(cell).values()];
  }

  delete(cell: Cell, name: string): void {
    this.#documents.of(cell).delete(name);
  }

  /** By name in the caller's own cell, or by the ARN of whoever shares it. */
  find(cell: Cell, nameOrArn: string): StoredDocument | undefined {
    const [, region, account, name] = /^arn:aws:ssm:([^:]+):(\d{12}):document\/(.+)$/.exec(nameOrArn) ?? [];
    if (region === undefined || account === undefined || name === undefined)
      return this.#documents.of(cell).get(nameOrArn);
    const document = this.#documents.of({ account, region }).get(name);
    return document !== undefined && isSharedWith(document, cell.account) ? document : undefined;
  }

  findRunbook(cell: Cell, nameOrArn: string): RunbookDocument | undefined {
    const document = this.find(cell, nameOrArn);
    return document?.type === 'Automation' ? document : undefined;
  }
}

export function isSharedWith(document: StoredDocument, account: string): boolean {
  return document.account === account || document.sharedWith.has(account) || document.sharedWith.has('all');
}

function documentOf({ type, content, format }: DocumentWrite, stored: Omit<Stored, 'content' | 'format'>) {
  const { name } = stored;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const form = format === 'YAML' ? ('YAML' as const) : ('JSON' as const);
  switch (type) {
    case 'Automation':
      return { ...stored, type, content: text, format: form, runbook: parseRunbook(name, content) };
    case 'Command':
      return { ...stored, type, content: text, format: form, command: parseHookCommand(name, content) };
    case 'ChangeCalendar':
      return { ...stored, type, content: text, format: 'TEXT' as const, calendar: calendarIn(name, text) };
    default:
      throw new AwsError(
        'ValidationException',
        `Document ${name} is of type ${JSON.stringify(type)}; the embedded AWS keeps Automation, Command and ChangeCalendar`,
      );
  }
}

function calendarIn(name: string, text: string): ChangeCalendar {
  try {
    return parseChangeCalendar(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidDocumentContent', `The content of calendar ${name} is not valid: ${why}`);
  }
}
