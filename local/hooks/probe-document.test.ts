/** The shell script of Patchplane-Probe, as `stacks/member.yml` deploys it, really run with a made-up node around it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shellScriptOf } from './script-of.ts';

const DEPLOYED = shellScriptOf('ProbeDocument');
let root = '';

// Nothing but what is put here is on the node: the machine that runs the tests has no say.
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'patchplane-probe-'));
  for (const name of ['awk', 'head', 'sh', 'echo']) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (stdout.startsWith('/')) symlinkSync(stdout.trim(), path.join(root, name));
  }
  command('df', 'echo "Filesystem 1024-blocks Used Available Capacity Mounted"; echo "disk 1 1 $FREE 1% /var"');
  command('pgrep', '[ -z "$BUSY" ] || echo "$BUSY"');
  command('timeout', 'shift; "$@"');
  command('curl', 'for url; do :; done; case "$url" in *"//$DEAF."*) exit 28 ;; *) echo "$url" >>"$ASKED" ;; esac');
  command('dnf', '[ -z "$DEAD_MIRROR" ]');
});
afterEach(() => rmSync(root, { recursive: true }));

const WELL = [
  'ok endpoint ssm',
  'ok endpoint ssmmessages',
  'ok endpoint ec2messages',
  'ok disk: /var has 9999999 KB free',
  'ok lock: nothing is changing packages',
  'ok patch source: dnf -q makecache --refresh',
];

describe('Patchplane-Probe', () => {
  it('says that all is well', () => {
    expect(run()).toEqual(WELL);
  });

  it('asks the endpoints of its Region, in China under their own name', () => {
    const asked = path.join(root, 'asked');
    run({ region: 'cn-north-1' });
    const { stdout } = spawnSync('cat', [asked], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual([
      'https://ssm.cn-north-1.amazonaws.com.cn/',
      'https://ssmmessages.cn-north-1.amazonaws.com.cn/',
      'https://ec2messages.cn-north-1.amazonaws.com.cn/',
    ]);
  });

  it.each([
    [{ DEAF: 'ssmmessages' }, 1, 'wrong endpoint ssmmessages: no answer from ssmmessages.eu-central-1.amazonaws.com'],
    [{ FREE: '524287' }, 3, 'wrong disk: /var has 524287 KB free; the hook before an install wants 512 MB'],
    [{ DEAD_MIRROR: 'yes' }, 5, 'wrong patch source: dnf -q makecache --refresh fails'],
  ])('%j: says that one thing is wrong, and goes on', (environment, index, line) => {
    const said = run({ environment });
    expect(said[index]).toMatch(line);
    expect(said.filter((_, place) => place !== index)).toEqual(WELL.filter((_, place) => place !== index));
  });

  it('does not try the patch source while packages are being changed', () => {
    expect(run({ environment: { BUSY: '4711', DEAD_MIRROR: 'yes' } }).slice(4)).toEqual([
      'wrong lock: process 4711 is changing packages; wait for it, or see why it hangs',
      'unknown patch source: it is not tried while packages are being changed',
    ]);
  });

  it('says what it cannot know', () => {
    rmSync(path.join(root, 'curl'));
    rmSync(path.join(root, 'dnf'));
    expect(run()).toEqual([
      'unknown endpoints: the node has no curl to try them with',
      ...WELL.slice(3, 5),
      'unknown patch source: the node has none of apt-get, dnf, yum and zypper',
    ]);
  });

  it.each([
    ['apt-get', 'apt-get -q -o APT::Update::Error-Mode=any update'],
    ['yum', 'yum -q makecache'],
    ['zypper', 'zypper --quiet --non-interactive refresh'],
  ])('tries the patch source by %s where that is what there is', (name, words) => {
    rmSync(path.join(root, 'dnf'));
    command(name, `[ "$*" = "${words.replace(`${name} `, '')}" ]`);
    expect(run().at(-1)).toBe(`ok patch source: ${words}`);
  });
});

/** Its lines. It never fails, and says nothing on the error output. */
function run({ region = 'eu-central-1', environment = {} } = {}): string[] {
  const script = DEPLOYED.replaceAll('{{ Region }}', region);
  const asked = path.join(root, 'asked');
  const env = { FREE: '9999999', BUSY: '', DEAF: 'nobody', DEAD_MIRROR: '', ASKED: asked, ...environment, PATH: root };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim().split('\n');
}

function command(name: string, body: string): void {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
