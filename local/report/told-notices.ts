/**
 * Notices as people got them: one for each key, though the same notice goes to two topics. The e-mail's words are shown,
 * since a chat message is the same in another form.
 */
import type { Message } from '../record.ts';
import { failedFunction } from './failed-function.ts';
import type { RunNotice } from './run.ts';

export function toldNotices(messages: readonly Message[]): RunNotice[] {
  const byKey = new Map<string, Message[]>();
  for (const message of messages) {
    const key = message.attributes['key'] ?? `${message.topicArn} ${message.at.toISOString()}`;
    byKey.set(key, [...(byKey.get(key) ?? []), message]);
  }
  return [...byKey].map(([key, copies]) => noticeOf(key, copies)).sort(byInstantThenKey);
}

/** Two copies on one topic are two deliveries, and the list says so: `alerts×2`. */
function noticeOf(key: string, copies: readonly Message[]): RunNotice {
  const first = copies.find((copy) => topicOf(copy) === 'alerts') ?? copies[0];
  const topics = copies.map(topicOf);
  const names = [...new Set(topics)].sort().map((name) => {
    const count = topics.filter((topic) => topic === name).length;
    return count > 1 ? `${name}×${count}` : name;
  });
  const failure = failedFunction(first?.body ?? '');
  return {
    at: earliest(copies),
    kind: first?.attributes['kind'] ?? (failure === undefined ? 'unknown' : 'function-failed'),
    severity: first?.attributes['severity'] ?? 'critical', // What nobody classified is not to be overlooked.
    subject: first?.subject ?? failure ?? firstLine(first?.body ?? ''),
    topic: names.join('+'),
    key,
    body: first?.body ?? '',
  };
}

/** `arn:aws:sns:eu-central-1:111122223333:patchplane-alerts-prod` is `alerts`; a topic of another name is itself. */
function topicOf({ topicArn }: Message): string {
  const name = topicArn.slice(topicArn.lastIndexOf(':') + 1);
  return name.toLowerCase().match(/alerts|chat|failures/)?.[0] ?? name;
}

function earliest(copies: readonly Message[]): string {
  return copies.map(({ at }) => at.toISOString()).sort()[0] ?? '';
}

function firstLine(body: string): string {
  return body.split('\n')[0] ?? '';
}

function byInstantThenKey(a: RunNotice, b: RunNotice): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
