import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isReason, REASONS } from '../reporting/reasons.ts';
import { REFUSAL_CAUSES } from './answer.ts';
import { ALERT_CAUSES } from './judge-noncompliance.ts';
import { isReleasable } from './judge-release.ts';

const page = readFileSync('docs/requests.md', 'utf8');
const chapter = (title: string) => page.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
const codesIn = (text: string) => [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);

describe('docs/requests.md', () => {
  it('says of each cause of a refusal what it means, and of no other', () => {
    expect(codesIn(chapter('Why a request is refused'))).toEqual([...REFUSAL_CAUSES]);
  });

  it('says of each cause of an alert what it means, and of no other', () => {
    expect(codesIn(chapter('When AWS reports'))).toEqual([...ALERT_CAUSES]);
  });

  it('names what a release passes', () => {
    const sentence = /^A release passes (.+?), and nothing else\.$/ms.exec(page)?.[1] ?? '';
    const named = [...sentence.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code);
    const passed = Object.keys(REASONS).filter((code) => isReason(code) && isReleasable(code));
    expect([...named].sort()).toEqual([...passed].sort());
  });
});
