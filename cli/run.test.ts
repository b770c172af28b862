import { describe, expect, it } from '@jest/globals';
import { runCommand } from './testing/run-command.ts';

describe('the command line', () => {
  it.each([
    [[], 'a command is missing'],
    [['schedul'], "unknown command 'schedul'"],
    [['catalogue'], 'a command is missing'],
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
