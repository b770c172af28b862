/** The command as it is built, in a process of its own, against the embedded AWS after an afternoon: nothing is faked. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '../../local/report/run.ts';
import { type OpenStage, openStage } from '../../local/run/open-stage.ts';
import { readOptions } from '../../local/run/options.ts';
import { playWeekend } from '../../local/run/play-weekend.ts';
import { servedStage } from '../../local/testing/served-stage.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;
const HUB = '111122223333';
const REGION = 'eu-central-1';
const AFTERNOON = ['--from', '2026-03-07T13:50', '--to', '2026-03-07T21:00'];
/** The clock of the command is the real one, years from that afternoon. */
const DATES = ['--from', '2026-03-07', '--to', '2026-03-07'];

let stage: OpenStage;
let run: Run;
let endpoint = '';
let stop: () => void;

beforeAll(async () => {
  const options = readOptions(AFTERNOON);
  if (options === undefined) throw new Error('The options ask for help');
  stage = await openStage(options, PROJECT);
  run = await playWeekend(stage, options, { start: () => {}, step: () => {}, stop: () => {} });
  ({ endpoint, stop } = await servedStage(stage));
}, PATIENCE_MS);

afterAll(() => {
  stop();
  stage.embedded.close();
});

describe('patchplane, against the embedded AWS', () => {
  it('explains a patched node from its tag to its verdict', async () => {
    const { id, name, window } = nodeThatWas('patched');
    const schedule = window?.split('@')[0];
    const { headline, verdict, page, chapters } = JSON.parse((await patchplane('explain', id, '--json')).out);

    expect(headline).toMatch(new RegExp(`^${name} \\(${id}\\): patched in the window ${window}\\. `));
    expect({ verdict, page }).toEqual({ verdict: 'patched', page: 'docs/reasons/installed.md' });
    expect(chapters.map(({ title }: { title: string }) => title)).toEqual([
      'The tag',
      `The schedule ${schedule}`,
      `The window ${window}`,
      'The node in it',
      'The verdict',
      'What was told',
      'Next',
    ]);
    const said = chapters.flatMap(({ steps }: { steps: { said: string }[] }) => steps.map((step) => step.said));
    expect(said).toContain('It opened, on time.');
    expect(said.join('\n')).toContain(`says "${schedule}". That is an approved schedule.`);
    expect(said.join('\n')).toMatch(/wrote version 1 of the entry\. By this version the window lived/);
    expect(said.join('\n')).toMatch(/The command [0-9a-f-]{36} was sent to it/);
  });

  it('explains a missed node in words', async () => {
    const { id, reason, window } = nodeThatWas('missed');
    const { code, out, err } = await patchplane('explain', id);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Its verdict is missed (${reason}).`);
    expect(out).toContain(`It was told: "Window ${window}: `);
  });

  it('lists the windows of some dates, and the nodes of one', async () => {
    const windows = JSON.parse((await patchplane('windows', '--schedule', '14SAT', ...DATES, '--json')).out);
    expect(windows.windows).toMatchObject([{ window: '14SAT@2026-03-07', state: 'final' }]);

    const { window, nodes } = JSON.parse((await patchplane('nodes', '--window', '14SAT@2026-03-07', '--json')).out);
    expect(window).toBe('14SAT@2026-03-07');
    expect(idsOf(nodes)).toEqual(idsOf(run.nodes.filter((node) => node.window === '14SAT@2026-03-07')));
  });

  it('reports on the tags with the caller’s own credentials, and says what they may not read', async () => {
    const { code, out, err } = await patchplane('report', '--monthly', '--json');
    const { nodes, counts, unread } = JSON.parse(out);

    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(Object.values<number>(counts).reduce((sum, count) => sum + count)).toBe(nodes.length);
    expect(unread.filter((line: string) => !line.includes('Patchplane-Read'))).toEqual([]);
  });

  it('says in a line that it knows nothing of a node', async () => {
    const { code, out, err } = await patchplane('explain', 'i-00000000000000000');

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Cannot explain i-0{17}: the ledger knows nothing of it, and .*has not recorded it\n$/);
  });
});

function nodeThatWas(verdict: string) {
  const node = run.nodes.find((one) => one.verdict === verdict);
  if (node === undefined) throw new Error(`No node of that afternoon was ${verdict}`);
  return node;
}

function idsOf(nodes: readonly { readonly id: string }[]): string[] {
  return nodes.map(({ id }) => id).sort();
}

/** Not synchronously: this very process has to answer it. */
async function patchplane(...words: string[]) {
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: HUB,
    AWS_SECRET_ACCESS_KEY: 'any',
  };
  const program = path.join(PROJECT, 'dist/cli/patchplane.js');
  return promisify(execFile)(process.execPath, [program, ...words], { cwd: PROJECT, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: String(stdout), err: String(stderr) }),
  );
}
