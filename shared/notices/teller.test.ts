import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NoticeRows, PendingNotice } from '../aws/ledger/notice-rows.ts';
import { judgeTag } from '../domain/tagging/judge-tag.ts';
import { aNodeReference, aNotice } from '../testing/domain-builders.ts';
import { tagRefusedNotice } from './tag-notices.ts';
import { pendingTeller } from './tell-pending.ts';
import { teller } from './teller.ts';

const topics = {
  alertsTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  chatTopicArn: 'arn:aws:sns:eu-central-1:111122223333:chat',
};

let now: Date;
let published: URLSearchParams[];
let snsIsDown: boolean;
let isRefused: (call: URLSearchParams) => boolean;

beforeEach(() => {
  now = new Date('2026-03-07T01:20:00Z');
  published = [];
  snsIsDown = false;
  isRefused = () => false;
  globalThis.patchplaneSeam = { now: () => now, sleep: async () => {}, client: { requestHandler: { handle } } };
});
afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('teller()', () => {
  it('publishes to the e-mail topic and to the chat topic, with what subscriptions filter on', async () => {
    await teller(fakeRows(), topics)(aNotice());

    expect(published.map((call) => [call.get('TopicArn'), call.get('Subject')])).toEqual([
      [topics.alertsTopicArn, 'Window 22FRI@2026-03-06: all 3 patched'],
      [topics.chatTopicArn, null],
    ]);
    expect(published.map(attributesOf)).toEqual([ATTRIBUTES, ATTRIBUTES]);
    expect(published[0]?.get('Message')).toContain('Notice window-final#22FRI@2026-03-06');
    expect(JSON.parse(published[1]?.get('Message') ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
  });

  it('sends owners what is theirs by e-mail only, and no attribute without a value', async () => {
    const about = { node: 'i-1', owners: [], account: '' };
    await teller(fakeRows(), topics)(aNotice({ kind: 'tag-refused', about }));

    expect(published.map((call) => call.get('TopicArn'))).toEqual([topics.alertsTopicArn]);
    expect(published.map(attributesOf).map(Object.keys)).toEqual([['kind', 'severity', 'key', 'node']]);
  });

  it('sends what is not ready of owners by e-mail only, and of operations to chat as well', async () => {
    const told = async (key: string, owners: string[]) => {
      published = [];
      await teller(fakeRows(), topics)(aNotice({ kind: 'not-ready', key, about: { owners } }));
      return published.map((call) => call.get('TopicArn'));
    };
    expect(await told('not-ready#1', ['payments@example.com'])).toEqual([topics.alertsTopicArn]);
    expect(await told('not-ready#2', [])).toEqual([topics.alertsTopicArn, topics.chatTopicArn]);
  });

  it('tells a key once', async () => {
    const tell = teller(fakeRows(), topics);
    await tell(aNotice());
    await tell(aNotice({ subject: 'the same fact in other words' }));

    expect(published).toHaveLength(2);
  });

  it('notes before it publishes, and marks after it (P4)', async () => {
    const rows = fakeRows();
    const tell = teller(rows, topics);
    await tell(aNotice());
    expect(rows.acts).toEqual(['note', 'mark']);

    snsIsDown = true;
    await expect(tell(aNotice({ key: 'another' }))).rejects.toThrow('topics are closed');
    expect(rows.acts).toEqual(['note', 'mark', 'note']);
  });
});

describe('pendingTeller()', () => {
  it('tells what was noted and never told, once its teller must be dead, and marks it', async () => {
    const rows = fakeRows();
    snsIsDown = true;
    await expect(teller(rows, topics)(aNotice())).rejects.toThrow('topics are closed');
    snsIsDown = false;
    published = [];
    const tellPending = pendingTeller(rows, { pending: async () => rows.pending(), topics });

    now = new Date('2026-03-07T01:23:59.999Z');
    await tellPending();
    expect(published).toEqual([]);

    now = new Date('2026-03-07T01:24:00Z');
    await tellPending();
    expect(published).toHaveLength(2);
    await tellPending();
    expect(published).toHaveLength(2);
  });
});

describe('pendingTeller() where SNS refuses one notice', () => {
  it('tells all the others, then fails, and tries the one again', async () => {
    const rows = fakeRows();
    for (const key of ['first', 'refused', 'last']) await rows.note(aNotice({ key }), new Date(0));
    const tellPending = pendingTeller(rows, { pending: async () => rows.pending(), topics });
    const keys = () => published.map((call) => attributesOf(call)['key']?.[1]);
    isRefused = (call) => attributesOf(call)['key']?.[1] === 'refused';

    await expect(tellPending()).rejects.toThrow(/^Cannot tell 1 notices: .*topics are closed/);
    expect(keys()).toEqual(['first', 'first', 'refused', 'last', 'last']); // e-mail and chat
    expect(rows.pending().map(({ notice }) => notice.key)).toEqual(['refused']);

    published = [];
    isRefused = () => false;
    await tellPending();
    expect(keys()).toEqual(['refused', 'refused']);
    expect(rows.pending()).toEqual([]);
  });
});

describe('a node with any name', () => {
  it('is told of: \u00d6lpumpe with a wrong tag', async () => {
    isRefused = (call) =>
      call.get('Subject') !== null && !/^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(call.get('Subject') ?? '');
    const verdict = judgeTag('2STA', ['2SAT']);
    if (verdict.kind !== 'malformed') throw new Error(`2STA is ${verdict.kind}, wanted malformed`);
    const tagged = { node: aNodeReference(), name: '\u00d6lpumpe', owner: undefined, change: 1 };

    await teller(fakeRows(), topics)(tagRefusedNotice({ ...tagged, verdict, approved: ['2SAT'] }));
    expect(published.map((call) => call.get('Subject'))).toEqual(['Olpumpe: schedule "2STA" is refused, meant 2SAT?']);
    expect(published[0]?.get('Message')).toContain('\u00d6lpumpe');
  });
});

const ATTRIBUTES = {
  kind: ['String', 'window-final'],
  severity: ['String', 'info'],
  key: ['String', 'window-final#22FRI@2026-03-06'],
  window: ['String', '22FRI@2026-03-06'],
  schedule: ['String', '22FRI'],
  owners: ['String.Array', '["payments@example.com"]'],
};

function attributesOf(call: URLSearchParams): Record<string, readonly (string | null)[]> {
  const entry = (number: number, field: string) => call.get(`MessageAttributes.entry.${number}.${field}`);
  const attributes: Record<string, readonly (string | null)[]> = {};
  for (let number = 1; entry(number, 'Name') !== null; number += 1) {
    attributes[entry(number, 'Name') ?? ''] = [entry(number, 'Value.DataType'), entry(number, 'Value.StringValue')];
  }
  return attributes;
}

/** Amazon SNS, as much of it as Publish needs. */
async function handle({ body }: { body?: unknown }) {
  const call = new URLSearchParams(String(body));
  published.push(call);
  const [statusCode, answer] =
    snsIsDown || isRefused(call)
      ? [400, '<ErrorResponse><Error><Code>Closed</Code><Message>topics are closed</Message></Error></ErrorResponse>']
      : [200, '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'];
  return { response: { statusCode, headers: {}, body: new TextEncoder().encode(answer) } };
}

function fakeRows(): NoticeRows & { readonly acts: string[]; readonly pending: () => PendingNotice[] } {
  const noted = new Map<string, PendingNotice>();
  const told = new Set<string>();
  const acts: string[] = [];
  return {
    acts,
    pending: () => [...noted.values()].filter(({ notice }) => !told.has(notice.key)),
    note: async (notice, notedAt) => {
      if (noted.has(notice.key)) return false;
      noted.set(notice.key, { notice, notedAt });
      acts.push('note');
      return true;
    },
    markTold: async (key) => {
      told.add(key);
      acts.push('mark');
    },
  };
}
