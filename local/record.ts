/**
 * The embedded AWS's own record of what really happened, which the referee and the report read: never the ledger.
 */
export interface CloudRecord {
  /** Calls on the wire by service and operation, refused ones included. */
  readonly calls: Map<string, Map<string, number>>;
  /** Every install that really began on a node. */
  readonly installs: Install[];
  /** Every message that a topic accepted. */
  readonly messages: Message[];
  /** Every call that IAM refused. */
  readonly refusals: Refusal[];
  /** Every Lambda invocation that ended in an error, after which attempt. */
  readonly invocationErrors: InvocationError[];
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

export interface InvocationError {
  readonly at: Date;
  readonly functionArn: string;
  readonly attempt: number;
  readonly error: string;
}

export function emptyRecord(): CloudRecord {
  return { calls: new Map(), installs: [], messages: [], refusals: [], invocationErrors: [] };
}
