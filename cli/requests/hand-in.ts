import type { SaidIntent } from '../../shared/aws/put-intent.ts';
import type { Intent } from '../../shared/domain/requests/intent.ts';
import { type ExitCode, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** What a request comes to is told under one of these keys, with its id. */
const ANSWERS: Readonly<Record<Intent['kind'], string>> = {
  patch: 'request-admitted',
  hold: 'hold-set',
  release: 'hold-released',
  acknowledge: 'incident-acknowledged',
  except: 'exception-requested',
  'approve-exception': 'exception-approved',
  'end-exception': 'request-admitted',
  decide: 'request-admitted',
};

/** Puts a request on the hub's bus, and says where the answer will be seen. */
export async function handIn(
  io: Io,
  { intent, sentence, next, json }: { intent: SaidIntent; sentence: string; next: string; json: boolean },
): Promise<ExitCode> {
  const { account, region, put } = await io.requestDesk();
  await put(intent);

  const { kind, requestId } = intent;
  const notices = [`${ANSWERS[kind]}#${requestId}`, `request-refused#${requestId}`];
  if (json) {
    io.out(`${JSON.stringify({ account, region, ...intent, notices })}\n`);
    return FINE;
  }
  io.out(
    [
      `Asked the hub in ${account}, ${region}: ${sentence}`,
      `Request ${requestId}`,
      `The answer is told in a minute or so, by e-mail and in chat, as ${notices.join(' or ')}`,
      next,
      '',
    ].join('\n'),
  );
  return FINE;
}
