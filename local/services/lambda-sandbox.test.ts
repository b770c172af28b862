import { afterEach, describe, expect, it } from '@jest/globals';
import { type FunctionFolder, functionFolder } from '../testing/function-folder.ts';
import { type Handler, startSandbox } from './lambda-sandbox.ts';

let folder: FunctionFolder | undefined;
afterEach(() => folder?.remove());

const WRITES = `
import process from 'node:process';
import { Console } from 'node:console';
let times = 0;
const own = new Console({ stdout: process.stdout, stderr: process.stderr });
export const handler = async () => {
  times += 1;
  console.log('from the console');
  console.error('an error');
  own.log('from a console of its own');
  process.env.WRITTEN = String(times);
  return { times, colour: process.env.COLOUR, home: process.env.HOME, imported: (await import('node:process')).env.COLOUR };
};
export const other = 'no function';`;

async function sandboxes(
  source: string,
): Promise<{ start: (colour: string) => Handler; written: string[]; root: string }> {
  folder = await functionFolder({ one: source });
  const { root } = folder;
  const written: string[] = [];
  const start = (colour: string) =>
    startSandbox({
      root,
      handler: 'dist/one/handler.handler',
      environment: { COLOUR: colour },
      write: (text) => written.push(`${colour} ${text.trim()}`),
    });
  return { start, written, root };
}

describe('startSandbox()', () => {
  it('gives each sandbox its own environment, state and output', async () => {
    const { start, written } = await sandboxes(WRITES);
    const [red, blue] = [start('red'), start('blue')];
    expect(await red({}, {})).toMatchObject({ times: 1, colour: 'red' });
    expect(await red({}, {})).toMatchObject({ times: 2, colour: 'red' });
    expect(await blue({}, {})).toMatchObject({ times: 1, colour: 'blue' });

    expect(written.filter((line) => line.startsWith('blue'))).toEqual([
      'blue from the console',
      'blue an error',
      'blue from a console of its own',
    ]);
    expect(process.env['COLOUR']).toBeUndefined();
    expect(process.env['WRITTEN']).toBeUndefined();
  });

  it('keeps the environment of whoever runs it out', async () => {
    const { start } = await sandboxes(WRITES);
    expect(process.env['HOME']).toBeDefined();
    expect(await start('red')({}, {})).toMatchObject({ home: undefined });
  });

  it('shares the seam', async () => {
    const { start } = await sandboxes('export const handler = () => globalThis.patchplaneSeam.now();');
    const at = new Date('2026-03-06T17:00:00Z');
    globalThis.patchplaneSeam = { now: () => at, sleep: async () => {}, client: {} };
    expect(start('red')({}, {})).toBe(at);
    globalThis.patchplaneSeam = undefined;
  });

  it('says what Lambda says of a handler that is not there', async () => {
    const { root } = await sandboxes(WRITES);
    const start = (handler: string) => () => startSandbox({ root, handler, environment: {}, write: () => {} });
    expect(start('dist/two/handler.handler')).toThrow('Runtime.ImportModuleError');
    expect(start('dist/one/handler.other')).toThrow('Runtime.HandlerNotFound: dist/one/handler.other');
  });
});
