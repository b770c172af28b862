/** The shell script of the pre-install hook, as `stacks/member.yml` deploys it, really run in a folder of its own. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { REBOOTS_IN_VAIN_MAX } from '../../shared/domain/window/reboot-deadline.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { parseHookCommand } from '../services/ssm-hook-command.ts';

const GAP_OF_STACK = z.string().regex(/^\$\{MinimumGapMinutes\}$/);
const document = z.object({
  Type: z.literal('AWS::SSM::Document'),
  Properties: z.object({
    Content: z.object({
      parameters: z.object({
        MinimumGapMinutes: z.object({ default: z.object({ 'Fn::Sub': GAP_OF_STACK }) }),
        RebootsInVainMax: z.object({ default: z.string() }),
      }),
      mainSteps: z.array(z.object({ action: z.string(), inputs: z.object({ runCommand: z.tuple([z.string()]) }) })),
    }),
  }),
});
const { Parameters, Resources } = readTemplate(readFileSync('stacks/member.yml', 'utf8'), 'stacks/member.yml');
const { Content } = document.parse(Resources['PreInstallHook']).Properties;
const GAP_MINUTES = z.object({ Default: z.number() }).parse(Parameters?.['MinimumGapMinutes']).Default;
const IN_VAIN_MAX = Content.parameters.RebootsInVainMax.default;
const DEPLOYED = Content.mainSteps.find(({ action }) => action === 'aws:runShellScript')?.inputs.runCommand[0] ?? '';

const REFUSED = 65;
const REFUSED_IN_LOOP = 66;
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'patchplane-hook-'));
  // What the machine that runs the tests has to say of itself does not belong into them.
  command('df', 'echo "Filesystem 1024-blocks Used Available Capacity Mounted"; echo "disk 1 1 $FREE 1% /var"');
  command('pgrep', '[ -z "$BUSY" ] || echo "$BUSY"');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the pre-install hook', () => {
  it('lets an install begin, leaves its time behind, and refuses the next one within the gap', () => {
    expect(run()).toEqual({ status: 0, stderr: '' });
    const began = marker();
    expect(Math.abs(Number(began) - Date.now() / 1000)).toBeLessThan(60);

    expect(run()).toEqual({
      status: REFUSED,
      stderr: expect.stringMatching(
        /^Patchplane refuses this install: the last install began [01] minutes ago, wanted 360/,
      ),
    });
    expect(marker()).toBe(began);
    expect(existsSync(inFolder('claim'))).toBe(false);
  });

  it('lets the next one begin when the gap has passed, to the minute', () => {
    run();
    const now = Math.floor(Date.now() / 1000);
    writeFileSync(inFolder('last-install'), String(now - 359 * 60));
    expect(run().status).toBe(REFUSED);
    writeFileSync(inFolder('last-install'), String(now - 361 * 60));
    expect(run()).toEqual({ status: 0, stderr: '' });
    expect(Number(marker())).toBeGreaterThanOrEqual(now);
  });

  it.each([
    ['a full disk', { FREE: '524287' }, '/var has 524287 KB free, wanted 512 MB'],
    ['a package manager at work', { BUSY: '4711' }, 'process 4711 is changing packages'],
  ])('refuses with %s, and leaves no time behind', (_, environment, why) => {
    expect(run(environment)).toEqual({ status: REFUSED, stderr: `Patchplane refuses this install: ${why}\n` });
    expect(existsSync(inFolder('last-install'))).toBe(false);
  });

  it('refuses what it cannot read', () => {
    run();
    writeFileSync(inFolder('last-install'), 'yesterday');
    expect(run()).toMatchObject({ status: REFUSED, stderr: expect.stringContaining('does not hold a time') });
    writeFileSync(inFolder('last-install'), '');
    expect(run().status).toBe(REFUSED);
  });

  it('refuses a node in a reboot loop by a number of its own, and leaves no time behind', () => {
    mkdirSync(inFolder('.'));
    writeFileSync(inFolder('reboots-in-vain'), '2 1772800000\n');
    expect(run()).toEqual({ status: 0, stderr: '' });
    rmSync(inFolder('last-install'));

    writeFileSync(inFolder('reboots-in-vain'), '3 1772800000\n');
    expect(run()).toMatchObject({
      status: REFUSED_IN_LOOP,
      stderr: expect.stringContaining('install: 3 reboots in a row were in vain; remove '),
    });
    writeFileSync(inFolder('reboots-in-vain'), '');
    expect(run().status).toBe(REFUSED_IN_LOOP);
    expect(existsSync(inFolder('last-install'))).toBe(false);

    rmSync(inFolder('reboots-in-vain'));
    expect(run()).toEqual({ status: 0, stderr: '' });
  });

  it('calls it a loop when the ledger does', () => {
    expect(Number(IN_VAIN_MAX)).toBe(REBOOTS_IN_VAIN_MAX + 1);
  });

  it('lets one of several begin that come at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 8 }, () => runAtOnce()));
    expect(statuses.toSorted()).toEqual([0, ...Array(7).fill(REFUSED)]);
  });

  it('passes over the claim of one that died, but not at once', () => {
    run();
    rmSync(inFolder('last-install'));
    writeFileSync(inFolder('claim'), '0');
    expect(run()).toMatchObject({
      status: REFUSED,
      stderr: expect.stringContaining('another run is about to install'),
    });
    const longAgo = Date.now() / 1000 - 20 * 60;
    utimesSync(inFolder('claim'), longAgo, longAgo);
    expect(run()).toEqual({ status: 0, stderr: '' });
  });

  it('keeps the gap of six hours that the embedded AWS reads from it', () => {
    const parameters = { ...Content.parameters, MinimumGapMinutes: { default: String(GAP_MINUTES) } };
    const content = { schemaVersion: '2.2', ...Content, parameters };
    expect(parseHookCommand('Patchplane-PreInstall', content)).toMatchObject({
      minimumGapMs: 6 * 3_600_000,
      rebootsInVainMax: 3,
    });
  });
});

function run(environment: Readonly<Record<string, string>> = {}): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('sh', ['-c', script()], { encoding: 'utf8', env: surroundings(environment) });
  return { status, stderr };
}

function runAtOnce(): Promise<number | null> {
  return new Promise((resolve) => {
    spawn('sh', ['-c', script()], { env: surroundings({}), stdio: 'ignore' }).once('exit', resolve);
  });
}

/** As Systems Manager fills the parameters in, in our folder instead of the node's. */
function script(): string {
  return DEPLOYED.replaceAll('{{ MinimumGapMinutes }}', String(GAP_MINUTES))
    .replaceAll('{{ RebootsInVainMax }}', IN_VAIN_MAX)
    .replaceAll('/var/lib/patchplane', path.join(root, 'patchplane'));
}

function surroundings(environment: Readonly<Record<string, string>>) {
  return { FREE: '9999999', BUSY: '', ...environment, PATH: `${root}:${process.env['PATH']}` };
}

function command(name: string, body: string): void {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

function marker(): string {
  return readFileSync(inFolder('last-install'), 'utf8');
}

function inFolder(name: string): string {
  return path.join(root, 'patchplane', name);
}
