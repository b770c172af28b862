/** An event as it lies on a bus. */
export interface EventEnvelope {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  /** Of the resource it is about; it stays when the event is forwarded. */
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** EventBridge knows seconds only. */
export function envelopeTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
