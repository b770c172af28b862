/**
 * What a publisher needs: the topic, and the key if the topic is encrypted. SNS asks KMS in the publisher's name, so the
 * publisher is who must be allowed to, and the topic is in the encryption context.
 */
import type { Need } from '../cloud.ts';
import { requireArn } from '../iam/arn.ts';
import type { Topics } from './sns-topics.ts';

const KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:Decrypt'];

export function publishNeeds(topics: Topics, topicArn: string): Need[] {
  const keyArn = topics.keyOf(topicArn);
  const publish: Need = { action: 'sns:Publish', resource: topicArn };
  if (keyArn === undefined) return [publish];
  const context = {
    'kms:ViaService': `sns.${requireArn(topicArn).region}.amazonaws.com`,
    'kms:EncryptionContext:aws:sns:topicArn': topicArn,
  };
  return [publish, ...KEY_ACTIONS.map((action) => ({ action, resource: keyArn, context }))];
}
