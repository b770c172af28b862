/** The outbox, killed after any single act: note, e-mail, chat, mark (P4). */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { PendingNotice } from '../aws/ledger/notice-rows.ts';
import { aNotice } from '../testing/domain-builders.ts';
import { Crash, type FakeClock, fakeClock } from '../testing/fake-world/fake-clock.ts';
import { pendingTeller } from './tell-pending.ts';
import { teller } from './teller.ts';

const topics = {
  alertsTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  chatTopicArn: 'arn:aws:sns:eu-central-1:111122223333:chat',
};
const notice = aNotice({ incident: true });

let clock: FakeClock;
let rows: ReturnType<typeof fakeRows>;
/** The topic and the key of each message. */
let published: string[];
let die: (crash: unknown) => void;

beforeEach(begin);
afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

it('does these acts, each once', async () => {
  await tell();
  expect(clock.acts).toEqual(['note', 'publish alerts', 'publish chat', 'mark as incident']);
});

it.each([
  [1, ['alerts', 'chat']],
  [2, ['alerts', 'alerts', 'chat']],
  [3, ['alerts', 'chat', 'alerts', 'chat']],
  [4, ['alerts', 'chat']],
])('comes to one fact under one key if it dies after act %i', async (acts, messages) => {
  clock.crashAfter(acts);
  await expect(tell()).rejects.toThrow(Crash);
  clock.crashAfter(undefined);

  clock.moveTo('2026-03-07T01:23:59.999Z'); // It may still be in somebody's hands.
  await tellPending();
  clock.moveTo('2026-03-07T01:25:00Z');
  await tell(); // Whoever found the fact finds it again,
  await tellPending(); // and a sweep takes up what was dropped.
  await tellPending();

  expect(published).toEqual(messages.map((topic) => `${topic} ${notice.key}`));
  expect(rows.pending()).toEqual([]);
  expect(rows.marked()).toEqual([`${notice.key} as incident`]);
});

it.each([1, 2, 3])('also if the sweep that takes it up dies after act %i', async (acts) => {
  clock.crashAfter(1);
  await expect(tell()).rejects.toThrow(Crash);
  clock.moveTo('2026-03-07T01:25:00Z');
  clock.crashAfter(acts);
  await expect(tellPending()).rejects.toThrow(Crash);
  clock.crashAfter(undefined);
  clock.moveTo('2026-03-07T01:30:00Z');
  await tellPending();

  expect(new Set(published)).toEqual(new Set([`alerts ${notice.key}`, `chat ${notice.key}`]));
  expect(rows.pending()).toEqual([]);
});

function begin(): void {
  clock = fakeClock('2026-03-07T01:20:00Z');
  published = [];
  rows = fakeRows();
  globalThis.patchplaneSeam = { now: clock.now, sleep: async () => {}, client: { requestHandler: { handle } } };
}

const tell = () => mortal(() => teller(rows, topics)(notice));
const tellPending = () => mortal(() => pendingTeller(rows, { pending: async () => rows.pending(), topics })());

/** A call in which the function dies never returns; whoever runs it is told. */
function mortal(run: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    die = reject;
    run().then(resolve, reject);
  });
}

async function act(name: string): Promise<void> {
  try {
    clock.act(name);
  } catch (crash) {
    die(crash);
    await new Promise(() => {});
  }
}

/** Amazon SNS, as much of it as Publish needs. */
async function handle({ body }: { body?: unknown }) {
  const call = new URLSearchParams(String(body));
  const topic = call.get('TopicArn')?.split(':').at(-1);
  published.push(`${topic} ${keyIn(call)}`);
  await act(`publish ${topic}`);
  const answer = '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
  return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(answer) } };
}

function keyIn(call: URLSearchParams): string | null {
  const [name = ''] = [...call].find(([field, value]) => field.endsWith('.Name') && value === 'key') ?? [];
  return call.get(name.replace('.Name', '.Value.StringValue'));
}

function fakeRows() {
  const noted = new Map<string, PendingNotice>();
  const told = new Map<string, string>();
  return {
    pending: () => [...noted.values()].filter(({ notice: { key } }) => !told.has(key)),
    marked: () => [...told].map(([key, how]) => `${key} ${how}`),
    note: async (each: typeof notice, notedAt: Date) => {
      if (noted.has(each.key)) return false;
      noted.set(each.key, { notice: each, notedAt });
      await act('note');
      return true;
    },
    markTold: async (key: string, _now: Date, of?: { readonly incident?: boolean | undefined }) => {
      told.set(key, of?.incident === true ? 'as incident' : 'as told');
      await act(`mark ${told.get(key)}`);
    },
  };
}
