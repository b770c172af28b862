/**
 * The embedded AWS's own record of what really happened, which the referee and the report read: never the ledger.
 */
import type { Cell } from './cloud.ts';

export interface CloudRecord {
  /** Calls on the wire by service and operation, refused ones included. */
  readonly calls: Map<string, Map<string, number>>;
  /** Every install that really began on a node. */
  readonly installs: Install[];
  /** Every patch command that began on a node, and what it came to there. */
  readonly patchRuns: PatchRun[];
  /** Every command that somebody sent, also to no node at all. */
  readonly commands: SentCommand[];
  /** Every write of a node's tag, also one that changed nothing. */
  readonly tagWrites: TagWrite[];
  /** What CloudTrail keeps of calls on the tags of nodes. */
  readonly trail: TrailedEvent[];
  /** Every object that somebody put into a bucket; the last one under a key is the one that is there. */
  readonly objects: StoredObject[];
  /** Every event that somebody put on a bus; those of AWS's own services are not among them. */
  readonly putEvents: PutEvent[];
  /** Every version of a change calendar, from the instant from which it held. */
  readonly calendars: CalendarVersion[];
  /** Every message that a topic accepted. */
  readonly messages: Message[];
  /** Every call that IAM refused. */
  readonly refusals: Refusal[];
  /** Every call that a function made and AWS answered, in order. */
  readonly functionCalls: FunctionCall[];
  /** Every Lambda invocation that ended in an error, after which attempt. */
  readonly invocationErrors: InvocationError[];
  /** Every Lambda invocation that ended well. */
  readonly completions: Completion[];
}

export interface Install {
  readonly nodeId: string;
  readonly account: string;
  readonly region: string;
  /** The comment of the command, by which Patchplane says for which window it patches. */
  readonly comment: string;
  readonly commandId: string;
  readonly snapshotId: string;
  readonly at: Date;
}

export interface PatchRun extends Cell {
  readonly nodeId: string;
  readonly commandId: string;
  readonly comment: string;
  readonly operation: 'Scan' | 'Install';
  readonly begunAt: Date;
  /** What became of it where it begins: packages change only when it is installing. */
  readonly came: 'scanning' | 'nothing-missing' | 'installing' | 'hook-refused' | 'locked';
  end?: { readonly at: Date; readonly missing: number; readonly failed: number; readonly pendingReboot: number };
}

export interface SentCommand extends Cell {
  readonly id: string;
  readonly at: Date;
  /** The session or user that sent it. */
  readonly by: string;
  readonly documentName: string;
  readonly comment: string;
  /** The nodes that it targeted, at the moment when it was sent. */
  readonly nodeIds: readonly string[];
}

export interface TagWrite {
  readonly at: Date;
  readonly by: string;
  readonly nodeId: string;
  readonly key: string;
  /** Undefined where there was or is no such tag. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface TrailedEvent extends Cell {
  readonly at: Date;
  readonly by: string;
  readonly eventSource: string;
  readonly eventName: string;
  /** Names of the resources by which it is found. */
  readonly resources: readonly string[];
  readonly requestParameters: object;
  readonly errorCode?: string | undefined;
}

export interface StoredObject {
  readonly at: Date;
  readonly by: string;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly body: string;
}

export interface PutEvent {
  readonly at: Date;
  readonly by: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface CalendarVersion extends Cell {
  readonly name: string;
  readonly at: Date;
  /** iCalendar text. */
  readonly content: string;
}

export interface Message {
  readonly at: Date;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Refusal {
  readonly at: Date;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

export interface FunctionCall {
  readonly at: Date;
  readonly functionName: string;
  readonly requestId: string;
  /** Its place among all calls of all functions, from 1. */
  readonly number: number;
  readonly service: string;
  readonly operation: string;
}

export interface InvocationError {
  readonly at: Date;
  readonly functionArn: string;
  readonly attempt: number;
  readonly error: string;
}

export interface Completion {
  readonly at: Date;
  readonly functionArn: string;
}

export function emptyRecord(): CloudRecord {
  return {
    calls: new Map(),
    installs: [],
    patchRuns: [],
    commands: [],
    tagWrites: [],
    trail: [],
    objects: [],
    putEvents: [],
    calendars: [],
    messages: [],
    refusals: [],
    functionCalls: [],
    invocationErrors: [],
    completions: [],
  };
}
