import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from './testing/run-command.ts';

describe('the command line', () => {
  it.each([
    [['schedul'], "unknown command 'schedul'"],
    [['catalogue', 'psh'], "unknown command 'psh'"],
    [['--colour'], "unknown option '--colour'"],
    [['schedule'], "missing required argument 'value'"],
    [['schedule', '2SAT', '2SUN'], 'too many arguments'],
    [['calendar'], "required option '--year <year>' not specified"],
    [['catalogue', 'init'], "required option '--offerings <name>' not specified"],
  ])('refuses %j with what is wrong, and 2', async (words, problem) => {
    const { code, out, err } = await runCommand(words);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Cannot read the command line: ');
    expect(err).toContain(problem);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('shows its commands and exit codes, and those of a command its options', async () => {
    const all = await runCommand(['--help']);
    expect(all).toMatchObject({ code: 0, err: '' });
    for (const name of ['schedule', 'lint', 'calendar', 'doctor', 'catalogue', 'Exit codes: 0 fine; 1']) {
      expect(all.out).toContain(name);
    }
    const one = await runCommand(['catalogue', 'push', '--help']);
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(one.out).toContain('--yes');
  });

  it.each([['-h'], ['--help'], ['help']])('shows its help for %s, and ends with 0', async (word) => {
    expect(await runCommand([word])).toEqual(await runCommand(['--help']));
    expect(await runCommand([word])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: patchplane') });
    expect(await runCommand(['catalogue', word])).toMatchObject({ code: 0, err: '' });
  });

  it('shows the help of a command', async () => {
    expect(await runCommand(['help', 'lint'])).toEqual(await runCommand(['lint', '-h']));
    expect(await runCommand(['help', 'nonsense'])).toMatchObject({ code: 2, out: '' });
  });

  it.each([['-V'], ['--version']])('shows the version of the package for %s', async (word) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await runCommand([word])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([[[]], [['catalogue']]])(
    'shows what there is where a command is missing, and ends with 2: %j',
    async (words) => {
      const { code, out, err } = await runCommand(words);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toBe((await runCommand([...words, '--help'])).out);
    },
  );

  it.each([
    [['\u001B[31mlint']],
    [['--\u001B]0;title\u0007']],
    [['doctor', '\u001B[2J']],
    [['schedule', '2SAT', '--zone', '\u009B31m']],
    [['calendar', '--year', '2026', '--html', '\u001B[31m.html']],
  ])('hands no control character to a terminal: %j', async (words) => {
    const { code, out, err } = await runCommand(words, { terminal: true });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Cannot read the command line: it is ".*\\u00[19]b.*", wanted no control characters\n$/);
    expect(err).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('colours a terminal, and nothing else', async () => {
    const words = ['schedule', '2SUNX2', '--zone', 'America/New_York', '--count', '1'];
    const terminal = await runCommand(words, { terminal: true });
    const pipe = await runCommand(words);
    const asked = await runCommand(words, { terminal: true, environment: { NO_COLOR: '1' } });

    expect(terminal.out).toContain('\u001B[33m! On 2026-03-08');
    expect(pipe.out).not.toContain('\u001B');
    expect(asked.out).toBe(pipe.out);
  });

  it('does not swallow a bug of ours', async () => {
    const broken = () => {
      throw new Error('No such thing');
    };
    await expect(runCommand(['schedule', '2SAT'], { out: broken })).rejects.toThrow('No such thing');
  });
});
