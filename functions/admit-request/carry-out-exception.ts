import type { Answer } from '../../shared/domain/requests/answer.ts';
import { overtaken } from '../../shared/domain/requests/judge-exception.ts';
import type { Exception, SaidWhy } from '../../shared/domain/tagging/exception.ts';
import type { World } from './admit-request.ts';
import type { Doing } from './carry-out.ts';

/**
 * Changes the row alone: the next look at the exceptions sees to the tag. All instants are the hub's own, since an event is
 * dated by whoever puts it. Answers a refusal where somebody else has changed the row in the meantime.
 */
export async function carryOutException({ intent, by, answer }: Doing, world: World): Promise<Answer> {
  const { exceptions } = world;
  const { requestId, reason } = intent;
  const said = { by, reason, at: world.now() };
  if (answer.kind === 'exception-requested' && intent.kind === 'except') {
    const { node, owner, until } = intent;
    const requested = { by, at: said.at };
    if (await exceptions.request({ kind: 'requested', node, requestId, owner, reason, until, requested }))
      return answer;
    const row = await exceptions.read(node.id);
    return row?.requestId === requestId ? answer : overtaken(intent, row);
  }
  if (answer.kind === 'exception-approved' && intent.kind === 'approve-exception') {
    const id = { nodeId: intent.nodeId, requestId: intent.exception };
    if (await exceptions.approve(id, said)) return answer;
    const row = await exceptions.read(intent.nodeId);
    return isDone(row, 'approved', { ...said, ...id }) ? answer : overtaken(intent, row);
  }
  if (answer.kind === 'exception-closed' && intent.kind === 'end-exception') {
    const id = { nodeId: intent.nodeId, requestId: intent.exception };
    const close = answer.was === 'requested' ? exceptions.refuse : exceptions.endEarly;
    if (await close(id, said)) return answer;
    const row = await exceptions.read(intent.nodeId);
    return isDone(row, 'ended', { ...said, ...id }) ? answer : overtaken(intent, row);
  }
  return answer;
}

/** By a delivery before this one, whose function died before it had told. */
function isDone(
  row: Exception | undefined,
  what: 'approved' | 'ended',
  { requestId, by, reason }: SaidWhy & { readonly requestId: string },
): boolean {
  if (row === undefined || row.kind === 'requested' || row.requestId !== requestId) return false;
  return row[what]?.by === by && row[what]?.reason === reason;
}
