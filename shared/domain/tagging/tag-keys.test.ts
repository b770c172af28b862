import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { PATCHING_TAG, WAVE_TAG } from './tag-keys.ts';

const runbook = readFileSync(new URL('../../../runbooks/patch-cell.yml', import.meta.url), 'utf8');

it.each([PATCHING_TAG, WAVE_TAG])('%s is a tag by which the runbook chooses its nodes', (key) => {
  expect(runbook).toContain(`- Key: tag:${key}\n`);
});
