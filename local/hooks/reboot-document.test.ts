/** The shell script of Patchplane-Reboot, as `stacks/member.yml` deploys it, really run in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shellScriptOf } from './script-of.ts';

const REBOOT_AND_RUN_AGAIN = 194;
const REFUSED = 65;
const DEPLOYED = shellScriptOf('RebootDocument');
const RUN = '11111111-2222-4333-8444-555555555555';
const OTHER_RUN = '66666666-2222-4333-8444-555555555555';
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'patchplane-reboot-'));
  writeFileSync(path.join(root, 'pgrep'), '#!/bin/sh\n[ -z "$BUSY" ] || echo "$BUSY"\n');
  chmodSync(path.join(root, 'pgrep'), 0o755);
  bootIs('first');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('Patchplane-Reboot', () => {
  it('has the agent reboot the node once, and ends well after it', () => {
    expect(run()).toEqual({ status: REBOOT_AND_RUN_AGAIN, stdout: '', stderr: '' });
    expect(readFileSync(asked(), 'utf8')).toBe(`${RUN} first\n`);
    bootIs('second');
    expect(run()).toEqual({ status: 0, stdout: 'Rebooted.\n', stderr: '' });
    expect(existsSync(asked())).toBe(false);
  });

  it('says that a reboot did not happen, and does not ask for it for ever', () => {
    run();
    expect(run()).toMatchObject({
      status: REFUSED,
      stderr: expect.stringContaining('it was asked to reboot and did not'),
    });
  });

  it('does not take the note of another run for its own', () => {
    run({ id: OTHER_RUN });
    bootIs('second');
    expect(run().status).toBe(REBOOT_AND_RUN_AGAIN);
    expect(readFileSync(asked(), 'utf8')).toBe(`${RUN} second\n`);
  });

  it('leaves a node alone whose packages are being changed', () => {
    expect(run({ busy: '4711' })).toEqual({
      status: REFUSED,
      stdout: '',
      stderr: 'Patchplane does not reboot this node: process 4711 is changing packages\n',
    });
    expect(existsSync(asked())).toBe(false);
  });

  it('does not reboot what it could not tell apart afterwards', () => {
    rmSync(path.join(root, 'boot_id'));
    expect(run()).toMatchObject({ status: REFUSED, stderr: expect.stringContaining('which boot this is') });
    bootIs('first');
    writeFileSync(path.join(root, 'patchplane'), 'a file, where a folder should be');
    expect(run()).toMatchObject({ status: REFUSED, stderr: expect.stringContaining('cannot be made') });
  });
});

function run({ id = RUN, busy = '' } = {}) {
  const script = DEPLOYED.replaceAll('/var/lib/patchplane', path.join(root, 'patchplane'))
    .replaceAll('/proc/sys/kernel/random/boot_id', path.join(root, 'boot_id'))
    .replaceAll('{{ Run }}', id);
  const env = { BUSY: busy, PATH: `${root}:${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

function asked(): string {
  return path.join(root, 'patchplane/reboot-asked');
}

function bootIs(id: string): void {
  writeFileSync(path.join(root, 'boot_id'), `${id}\n`);
}
