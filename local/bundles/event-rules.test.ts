/**
 * Which sample of `events/` wakes whom. A pattern with a letter wrong matches nothing, and no error says so: here the row of
 * its rule loses its samples. `npm run moto` puts the same questions to another emulator.
 */
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sampleEvent, sampleEventNames } from '../../shared/testing/sample-event.ts';
import { readEventPattern } from '../services/event-pattern.ts';
import { eventRules } from './event-rules.ts';

const rules = eventRules(path.resolve(import.meta.dirname, '../..'), { hub: '111122223333', member: '444455556666' });

/** Of the samples that production parses, those that each rule lets through. */
const WOKEN_BY: Readonly<Record<string, readonly string[]>> = {
  'hub settle-cell-rule-1': ['command-ended'],
  'hub settle-cell-rule-2': ['automation-ended'],
  'hub settle-cell-rule-3': ['cell-due'],
  'hub check-tag-rule-1': ['tag-changed', 'tag-removed'],
  'hub check-tag-rule-2': ['tag-changed-hybrid', 'tag-removed-hybrid'],
  'hub apply-default-tag-rule-1': ['config-noncompliant'],
  'hub apply-default-tag-rule-2': ['default-due'],
  'hub apply-catalogue-rule-2': ['parameter-written'],
  'hub sweep-tags-rule-2': ['sweep-tags-requested'],
  'hub admit-request-rule-1': [
    'acknowledge-requested',
    'exception-approved',
    'exception-ended',
    'exception-requested',
    'hold-requested',
    'patch-requested',
    'release-requested',
    'review-decided',
  ],
  'hub check-readiness-rule-1': ['readiness-due', 'readiness-requested'],
  'hub answer-noncompliance-rule-1': ['patch-noncompliant'],
  'hub answer-noncompliance-rule-2': ['config-patch-noncompliant'],
  'hub report-fleet-rule-3': ['report-requested'],
  'member ForwardTagChanges': ['tag-changed', 'tag-removed'],
  'member ForwardHybridTagCalls': ['tag-changed-hybrid', 'tag-removed-hybrid'],
  'member ForwardCompliance': ['config-compliant-hybrid', 'config-noncompliant', 'config-patch-noncompliant'],
  'member ForwardMissingPatches': ['patch-noncompliant'],
  'member ForwardRuns': ['automation-ended', 'command-ended'],
};

/** What is spoilt in a field that no pattern looks at gets through, and its parser refuses it; a rule here lets none. */
const LETS_NOTHING_SPOILT_THROUGH = [
  'hub apply-default-tag-rule-2',
  'hub apply-catalogue-rule-2',
  'hub sweep-tags-rule-2',
  'hub answer-noncompliance-rule-2',
];

/** What no rule lets through, and why it is a sample all the same. */
const BY_ANOTHER_WAY: Readonly<Record<string, string>> = {
  'automation-step-ended': 'its parser tells a step from the whole',
  'command-invocation-ended': 'one node of a command; the whole is waited for',
  'config-rule-deleted': 'Config invokes the function itself',
  'config-rule-evaluation': 'Config invokes the function itself',
  'config-rule-oversized': 'Config invokes the function itself',
  'config-rule-scheduled': 'Config invokes the function itself',
  'parameter-changed': 'a label, which apply-catalogue sets itself',
  'report-tick': 'EventBridge Scheduler gives it as the input',
  'scheduled-event': 'a rule of the clock, should one be used instead',
  'sweep-tags-tick': 'EventBridge Scheduler gives it as the input',
  'sweep-tick': 'EventBridge Scheduler gives it as the input',
  'tag-call-failed': 'it was refused, and so tagged nothing',
};

describe('the rules that deploy', () => {
  it('are these', () => {
    expect(rules.map(({ name }) => name).sort()).toEqual(Object.keys(WOKEN_BY).sort());
  });

  it.each(rules)('$name lets through what it is for', ({ name, pattern }) => {
    expect(sampleEventNames('valid').filter((sample) => readEventPattern(pattern)(sampleEvent(sample)))).toEqual(
      WOKEN_BY[name],
    );
  });

  it('leave out what comes by another way, and nothing else', () => {
    const heard = new Set(Object.values(WOKEN_BY).flat());
    expect(sampleEventNames('valid').filter((sample) => !heard.has(sample))).toEqual(Object.keys(BY_ANOTHER_WAY));
  });

  it.each(rules)(
    '$name lets spoilt samples through only where the spoilt field is none of its own',
    ({ name, pattern }) => {
      const through = sampleEventNames('invalid').filter((sample) => readEventPattern(pattern)(sampleEvent(sample)));
      expect(through.length === 0).toBe(LETS_NOTHING_SPOILT_THROUGH.includes(name));
    },
  );
});
