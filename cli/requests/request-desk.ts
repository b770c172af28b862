import type { PutIntent } from '../../shared/aws/put-intent.ts';

/** Where requests are handed in: the bus of one hub. The answer comes as a notice. */
export interface RequestDesk {
  readonly account: string;
  readonly region: string;
  readonly put: PutIntent;
}
