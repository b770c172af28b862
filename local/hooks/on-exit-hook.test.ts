/** The shell script of the on-exit hook, as `stacks/member.yml` deploys it, really run in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { readTemplate } from '../cloudformation/read-template.ts';

const document = z.object({
  Properties: z.object({
    Content: z.object({
      mainSteps: z.array(z.object({ action: z.string(), inputs: z.object({ runCommand: z.tuple([z.string()]) }) })),
    }),
  }),
});
const { Resources } = readTemplate(readFileSync('stacks/member.yml', 'utf8'), 'stacks/member.yml');
const { mainSteps } = document.parse(Resources['OnExitHook']).Properties.Content;
const DEPLOYED = mainSteps.find(({ action }) => action === 'aws:runShellScript')?.inputs.runCommand[0] ?? '';

const INSTALL = 1772800000;
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'patchplane-hook-'));
  mkdirSync(path.join(root, 'patchplane'));
  installAt(INSTALL);
  bootAt(INSTALL + 600);
  command('needs-restarting', '[ "$NEEDS" != rpm ] || echo "Reboot is required to fully utilize these updates."');
  command('zypper', '[ "$NEEDS" != zypper ] || exit 102');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the on-exit hook', () => {
  it.each(['rpm', 'zypper', 'apt'])('counts a reboot that was in vain once an install, as %s says it', (says) => {
    if (says === 'apt') writeFileSync(path.join(root, 'reboot-required'), '');
    expect(run(says)).toBe(`1 ${INSTALL}`);
    expect(run(says)).toBe(`1 ${INSTALL}`);

    installAt(INSTALL + 86_400);
    expect(run(says)).toBe(`1 ${INSTALL}`); // Not rebooted since.
    bootAt(INSTALL + 87_000);
    expect(run(says)).toBe(`2 ${INSTALL + 86_400}`);
  });

  it('begins anew after a reboot that was not in vain', () => {
    run('rpm');
    expect(run('')).toBeUndefined();
    expect(run('rpm')).toBe(`1 ${INSTALL}`);
  });

  it('says nothing of a node that has not been rebooted since its install, or of which no install is known', () => {
    bootAt(INSTALL);
    expect(run('rpm')).toBeUndefined();
    bootAt(INSTALL + 600);
    writeFileSync(path.join(root, 'patchplane/last-install'), 'yesterday');
    expect(run('rpm')).toBeUndefined();
    rmSync(path.join(root, 'patchplane/last-install'));
    expect(run('rpm')).toBeUndefined();
  });
});

/** What it leaves behind. It fails never, and says nothing. */
function run(needs: string): string | undefined {
  const script = DEPLOYED.replaceAll('/var/lib/patchplane', path.join(root, 'patchplane'))
    .replaceAll('/var/run/reboot-required', path.join(root, 'reboot-required'))
    .replaceAll('/proc/stat', path.join(root, 'stat'));
  const env = { NEEDS: needs, PATH: `${root}:${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  const count = path.join(root, 'patchplane/reboots-in-vain');
  return existsSync(count) ? readFileSync(count, 'utf8').trim() : undefined;
}

function installAt(seconds: number): void {
  writeFileSync(path.join(root, 'patchplane/last-install'), `${seconds}\n`);
}

function bootAt(seconds: number): void {
  writeFileSync(path.join(root, 'stat'), `cpu 1 2 3\nbtime ${seconds}\nprocesses 4\n`);
}

function command(name: string, body: string): void {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
