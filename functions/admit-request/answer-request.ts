import type { AskerReading } from '../../shared/aws/verify-asker.ts';
import type { Answer } from '../../shared/domain/requests/answer.ts';
import {
  type AcknowledgeIntent,
  type ApproveExceptionIntent,
  type Asker,
  type DecideIntent,
  type EndExceptionIntent,
  type ExceptIntent,
  type HoldIntent,
  type PatchIntent,
  type ReleaseIntent,
  sayAsker,
} from '../../shared/domain/requests/intent.ts';
import { judgeAcknowledge } from '../../shared/domain/requests/judge-acknowledge.ts';
import { judgeDecision } from '../../shared/domain/requests/judge-decision.ts';
import { judgeApproval, judgeEnd, judgeExcept } from '../../shared/domain/requests/judge-exception.ts';
import { judgeHold } from '../../shared/domain/requests/judge-hold.ts';
import { judgePatchRequest } from '../../shared/domain/requests/judge-patch-request.ts';
import { judgeRelease, type WindowOfRelease } from '../../shared/domain/requests/judge-release.ts';
import { nextWindows } from '../../shared/domain/requests/surrounding-windows.ts';
import type { AskedIntent } from '../../shared/inbound/intent-event.ts';
import type { NodeReference } from '../../shared/inbound/node-reference.ts';
import type { World } from './admit-request.ts';

export interface Answered {
  /** Who asked, as AWS vouches for it. */
  readonly by: string;
  readonly answer: Answer;
}

/** Learns who asks, observes what the request touches, and decides. */
export async function answerRequest(event: AskedIntent, world: World): Promise<Answered> {
  const { intent } = event;
  const reading = await world.verifyAsker(event);
  switch (intent.kind) {
    case 'patch': {
      const asker = provenOrThrow(reading);
      return { by: sayAsker(intent, asker), answer: await answerPatch(intent, asker, world) };
    }
    case 'release': {
      const asker = provenOrThrow(reading);
      return { by: sayAsker(intent, asker), answer: await answerRelease(intent, asker, world) };
    }
    case 'hold':
      return { by: sayAsker(intent, knownOrNot(reading)), answer: await answerHold(intent, world) };
    case 'acknowledge': {
      const by = sayAsker(intent, knownOrNot(reading));
      return { by, answer: await answerAcknowledge(intent, by, world) };
    }
    case 'except':
    case 'approve-exception':
    case 'end-exception': {
      const asker = provenOrThrow(reading);
      return { by: sayAsker(intent, asker), answer: await answerException(intent, asker, world) };
    }
    case 'decide': {
      const asker = provenOrThrow(reading);
      return { by: sayAsker(intent, asker), answer: await answerDecision(intent, asker, world) };
    }
  }
}

/** While STS cannot be asked nothing is set going: the throw brings Lambda's retries (P5). */
function provenOrThrow(reading: AskerReading): Asker {
  if (reading.kind === 'unread') throw new Error(`Cannot learn who asks: ${reading.why}`);
  return reading;
}

/** A stop waits for nobody. */
function knownOrNot(reading: AskerReading): Asker {
  return reading.kind === 'unread' ? { kind: 'unproven', why: reading.why } : reading;
}

async function answerPatch(intent: PatchIntent, asker: Asker, world: World): Promise<Answer> {
  const now = world.now();
  const [{ catalogue, settings }, { holds }] = await Promise.all([world.readPolicy(), world.holds.read()]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge request ${intent.requestId}: ${catalogue.reason}`);

  const { minimumGapHours } = settings;
  const entry = catalogue.entries.find(({ value }) => value === intent.schedule);
  const stretch = { hoursBack: minimumGapHours, hoursAhead: (entry?.durationHours ?? 0) + minimumGapHours };
  const windows = entry === undefined ? [] : await world.surrounding.read(entry, now, stretch);
  const roster = await world.cellsRow.readRoster(intent.schedule);
  const seenAccounts = roster?.cells.map(({ account }) => account);
  return judgePatchRequest({ now, intent, asker, catalogue, holds, windows, seenAccounts, minimumGapHours });
}

async function answerHold(intent: HoldIntent, world: World): Promise<Answer> {
  const [{ catalogue }, { holds }, { windows }] = await Promise.all([
    world.readPolicy(),
    world.holds.read(),
    world.windows.known(),
  ]);
  return judgeHold(intent, { holds, underWay: windows, catalogue });
}

async function answerRelease(intent: ReleaseIntent, asker: Asker, world: World): Promise<Answer> {
  const [{ holds }, { windows: underWay }] = await Promise.all([world.holds.read(), world.windows.known()]);
  const window = intent.scope.kind === 'window' ? await windowOfRelease(intent.scope.window, world) : undefined;
  return judgeRelease({ now: world.now(), intent, asker, holds, underWay, window });
}

async function windowOfRelease(id: string, world: World): Promise<WindowOfRelease> {
  const known = await world.surrounding.stateOf(id);
  if (known !== undefined) return { kind: 'known', ...known };
  const { catalogue } = await world.readPolicy();
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge the release of ${id}: ${catalogue.reason}`);
  const entry = catalogue.entries.find(({ value }) => id.startsWith(`${value}@`));
  const upcoming = entry !== undefined && nextWindows(entry, world.now()).some((window) => window.id === id);
  return { kind: upcoming ? 'upcoming' : 'none' };
}

async function answerException(
  intent: ExceptIntent | ApproveExceptionIntent | EndExceptionIntent,
  asker: Asker,
  world: World,
): Promise<Answer> {
  const exception = await world.exceptions.read(intent.kind === 'except' ? intent.node.id : intent.nodeId);
  const meant = { now: world.now(), asker, exception };
  switch (intent.kind) {
    case 'except':
      return judgeExcept({ ...meant, intent });
    case 'approve-exception':
      return judgeApproval({ ...meant, intent });
    case 'end-exception':
      return judgeEnd({ ...meant, intent });
  }
}

async function answerDecision(intent: DecideIntent, asker: Asker, world: World): Promise<Answer> {
  const [{ catalogue }, row] = await Promise.all([world.readPolicy(), world.undecided.readWaiting(intent.nodeId)]);
  if (catalogue.kind === 'unread') throw new Error(`Cannot judge request ${intent.requestId}: ${catalogue.reason}`);
  const waiting = row && { ...placeOf(row.node), name: row.name, owner: row.owner };
  return judgeDecision({ now: world.now(), intent, asker, catalogue, waiting });
}

function placeOf({ id, account, region }: NodeReference) {
  return { id, account, region };
}

async function answerAcknowledge({ key, reason, at }: AcknowledgeIntent, by: string, world: World): Promise<Answer> {
  const outcome = await world.acknowledge(key, { by, reason, at });
  return judgeAcknowledge(key, outcome);
}
