import type { CellsRow } from '../../shared/aws/ledger/cells-row.ts';
import type { DefaultRows } from '../../shared/aws/ledger/default-rows.ts';
import type { ExceptionRows } from '../../shared/aws/ledger/exception-rows.ts';
import type { HoldRows } from '../../shared/aws/ledger/hold-rows.ts';
import type { RequestRows } from '../../shared/aws/ledger/request-rows.ts';
import type { SurroundingWindows } from '../../shared/aws/ledger/surrounding-windows.ts';
import type { WindowRows } from '../../shared/aws/ledger/window-rows.ts';
import type { VerifyAsker } from '../../shared/aws/verify-asker.ts';
import type { Catalogue } from '../../shared/domain/catalogue/catalogue-entry.ts';
import type { Announce } from '../../shared/domain/reporting/lifecycle-event.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import type { DecidedNode, RefusalCause } from '../../shared/domain/requests/answer.ts';
import type { AcknowledgeIncident } from '../../shared/domain/requests/judge-acknowledge.ts';
import type { AskedIntent, IntentEvent } from '../../shared/inbound/intent-event.ts';
import type { OperationsSettings } from '../../shared/inbound/operations-settings.ts';
import { answerNotice, repeatedIdNotice, unreadableNotice } from '../../shared/notices/request-notices.ts';
import { type Answered, answerRequest } from './answer-request.ts';
import { carryOut } from './carry-out.ts';

/** Everything outside this function that it may read or change: live in AWS, faked in tests. */
export interface World {
  readonly now: () => Date;
  readonly verifyAsker: VerifyAsker;
  readonly readPolicy: () => Promise<{ readonly catalogue: Catalogue; readonly settings: OperationsSettings }>;
  readonly requests: RequestRows;
  readonly holds: HoldRows;
  readonly exceptions: Pick<ExceptionRows, 'read' | 'request' | 'approve' | 'refuse' | 'endEarly'>;
  readonly undecided: Pick<DefaultRows, 'readWaiting' | 'decide'>;
  /** Wakes apply-default-tag, by which the tag is written. */
  readonly nudgeDefault: (node: DecidedNode) => Promise<void>;
  readonly windows: Pick<WindowRows, 'claim' | 'known'>;
  readonly surrounding: SurroundingWindows;
  readonly cellsRow: Pick<CellsRow, 'readRoster'>;
  readonly acknowledge: AcknowledgeIncident;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly announce: Announce;
}

export interface AdmitReport {
  readonly requestId: string;
  readonly did: 'known' | Answered['answer']['kind'];
  readonly why?: RefusalCause;
}

/**
 * Records what an operator asks for, and does nothing more: the next sweep opens, stops and releases.
 *
 *   A1. The answer is stored before anything is done, so that a request that is delivered twice, or whose function dies,
 *       comes to the same, and is done once (P2, P7).
 *   A2. Whatever becomes of it is told, and what cannot be read too (P4).
 *   A3. An id that comes again with other words is refused: its first words stand.
 */
export async function admitRequest(event: IntentEvent, world: World): Promise<AdmitReport> {
  if (event.kind === 'unreadable') {
    await world.tell(unreadableNotice(event)); // A2
    return { requestId: event.eventId, did: 'refused', why: 'unreadable' };
  }
  const { intent, said } = event;
  const { requestId } = intent;
  const stored = await world.requests.read(requestId);
  if (stored !== undefined && stored.said !== said) {
    await world.tell(repeatedIdNotice(intent)); // A3
    return { requestId, did: 'refused', why: 'repeated-id' };
  }
  if (stored?.done) return { requestId, did: 'known' };

  const answered = stored ?? (await storedAnswer(event, world)); // A1
  const { by } = answered;
  const { answer, zone } = await carryOut({ intent, by, answer: answered.answer }, world);
  await world.tell(answerNotice({ intent, by, answer, zone })); // A2
  await world.requests.setDone(requestId, world.now());
  return { requestId, did: answer.kind, ...(answer.kind === 'refused' && { why: answer.cause }) };
}

/** Two deliveries at once may answer differently: the answer that was stored first is the one. */
async function storedAnswer(event: AskedIntent, world: World): Promise<Answered> {
  const { intent, said } = event;
  const answered = await answerRequest(event, world);
  const first = await world.requests.store(intent, { said, ...answered });
  return first ? answered : ((await world.requests.read(intent.requestId)) ?? answered);
}
