import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder with these files, by path; it is gone after the tests of the file. What is no text is written as JSON. */
export function folderOf(files: Readonly<Record<string, unknown>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-cli-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A sound entry as its file has it. */
export function entryFile(overrides: Readonly<Record<string, unknown>> = {}): object {
  return {
    ...{ zone: 'UTC', durationHours: 4, cutoffHours: 1, environment: 'prod', owner: 'cloud-operations@example.com' },
    ...overrides,
  };
}
