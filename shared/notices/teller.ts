import { type MessageAttributeValue, PublishCommand } from '@aws-sdk/client-sns';
import { snsClient } from '../aws/clients.ts';
import type { NoticeRows } from '../aws/ledger/notice-rows.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { seam } from '../platform/seam.ts';
import { chatOf, emailOf, subjectOf } from './render-notice.ts';

/** Tells a notice, once for each key. */
export type Tell = (notice: Notice) => Promise<void>;

export interface Topics {
  readonly alertsTopicArn: string;
  readonly chatTopicArn: string;
}

/**
 * Notes, publishes, marks: in that order, so that a crash can repeat a notice under the same key but never lose one (P4).
 * Owners are addressed by e-mail (the attribute `owners`); what operations must know goes to chat as well.
 */
export function teller(rows: NoticeRows, topics: Topics): Tell {
  const publish = publisher(rows, topics);
  return async (notice) => {
    if (await rows.note(notice, seam().now())) await publish(notice);
  };
}

/** Publishes a notice that is noted, and marks it as told. */
export function publisher(rows: NoticeRows, { alertsTopicArn, chatTopicArn }: Topics): Tell {
  const sns = snsClient();
  return async (notice) => {
    const MessageAttributes = attributesOf(notice);
    await sns.send(
      new PublishCommand({
        TopicArn: alertsTopicArn,
        Subject: subjectOf(notice),
        Message: emailOf(notice),
        MessageAttributes,
      }),
    );
    if (!isForOwnersOnly(notice)) {
      await sns.send(new PublishCommand({ TopicArn: chatTopicArn, Message: chatOf(notice), MessageAttributes }));
    }
    await rows.markTold(notice.key, seam().now(), notice);
  };
}

const FOR_OWNERS_ONLY: ReadonlySet<Notice['kind']> = new Set([
  'tag-refused',
  'tag-corrected',
  'tag-defaulted',
  'tag-default-due',
]);

/** What is not ready is told to operations, who have no name, or to one owner. */
function isForOwnersOnly({ kind, about }: Notice): boolean {
  return FOR_OWNERS_ONLY.has(kind) || (kind === 'not-ready' && (about.owners ?? []).length > 0);
}

/** Attributes to filter on; a list becomes SNS's `String.Array`, of which a filter policy matches any element. */
function attributesOf({ kind, severity, key, about }: Notice): Record<string, MessageAttributeValue> {
  const facts = Object.entries({ kind, severity, key, ...about }).filter(([, fact]) => fact.length > 0);
  return Object.fromEntries(
    facts.map(([name, fact]) => [
      name,
      typeof fact === 'string'
        ? { DataType: 'String', StringValue: fact }
        : { DataType: 'String.Array', StringValue: JSON.stringify(fact) },
    ]),
  );
}
