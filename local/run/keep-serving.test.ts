import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { emptyRecord, type Message } from '../record.ts';
import { keepServing } from './keep-serving.ts';

const start = new Date('2026-03-09T05:00:00Z');

describe('keepServing()', () => {
  it('lets time pass as it really does and tells each new notice once, until it is ended', async () => {
    const clock = new VirtualClock(start);
    const record = emptyRecord();
    record.messages.push(message('old', 'alerts'));
    clock.after(5, () => void record.messages.push(message('new', 'alerts'), message('new', 'chat')));
    clock.after(3_600_000, () => void record.messages.push(message('much later', 'alerts')));
    const ended = new AbortController();
    const told: string[] = [];

    await keepServing({
      cloud: { clock, record },
      ended: ended.signal,
      tell: ({ key, topic }) => {
        told.push(`${key} to ${topic}`);
        ended.abort();
      },
    });

    expect(told).toEqual(['new to alerts+chat']);
    expect(clock.now().getTime()).toBeGreaterThan(start.getTime());
    expect(clock.now().getTime()).toBeLessThan(start.getTime() + 60_000);
  });
});

function message(key: string, topic: string): Message {
  const topicArn = `arn:aws:sns:eu-central-1:111122223333:patchplane-${topic}`;
  return {
    at: start,
    topicArn,
    subject: key,
    body: key,
    attributes: { key, kind: 'tag-refused', severity: 'warning' },
  };
}
