/**
 * A Lambda sandbox as a process of its own: loads `dist/FUNCTION/handler.js`, takes one event from its parent, and answers
 * what the handler returned or threw. Clients and clock are production's own; where AWS is, the environment says.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const [name = ''] = process.argv.slice(2);
const { handler } = createRequire(import.meta.url)(path.resolve(import.meta.dirname, '../dist', name, 'handler.js'));

process.once('message', async ({ event, context }) => {
  const endsAt = Date.now() + context.timeoutMs;
  const live = { ...context, getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()) };
  process.send(await answer(event, live), () => process.disconnect());
});

async function answer(event, context) {
  try {
    return { kind: 'returned', value: await handler(event, context) };
  } catch (error) {
    return { kind: 'threw', error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
