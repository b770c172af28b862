/**
 * A Lambda sandbox in this process: the bundle that deploys, run with a `process` of its own, so that its environment
 * and its output are its own. Everything else it shares with us, the seam above all.
 */
import { Console } from 'node:console';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Writable } from 'node:stream';
import * as timers from 'node:timers';
import { timerOfInvocation } from './lambda-invocation.ts';

export type Handler = (event: unknown, context: object) => unknown;

interface SandboxPlan {
  /** The folder that the template's handler paths start from. */
  readonly root: string;
  /** `dist/check-tag/handler.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly write: (text: string) => void;
}

/** A bundle's code as a function of the names that Node gives a CommonJS module, and of the three that we replace. */
type ModuleCode = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
  process: NodeJS.Process,
  console: Console,
  setTimeout: typeof timerOfInvocation,
) => void;

const compiled = new Map<string, ModuleCode>();

/** A cold start: the bundle's top level runs now. */
export function startSandbox({ root, handler, environment, write }: SandboxPlan): Handler {
  const { file, exportName } = locate(root, handler);
  const shadow = shadowProcess(environment, write);
  const nodeRequire = createRequire(file);
  const ours = new Map<string, unknown>([
    ['process', shadow],
    ['timers', { ...timers, setTimeout: timerOfInvocation }],
  ]);
  const require = (name: string): unknown => ours.get(name.replace(/^node:/, '')) ?? nodeRequire(name);
  const module: { exports: object } = { exports: {} };
  const console = new Console({ stdout: shadow.stdout, stderr: shadow.stderr });

  compile(file)(module.exports, require, module, file, path.dirname(file), shadow, console, timerOfInvocation);

  const exported: unknown = Object.entries(module.exports).find(([name]) => name === exportName)?.[1];
  if (typeof exported === 'function') return (event, context) => exported(event, context);
  throw new Error(`Runtime.HandlerNotFound: ${handler} is not defined or not exported`);
}

function locate(root: string, handler: string): { file: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  const base = path.resolve(root, handler.slice(0, dot));
  const file = ['.js', '.cjs'].map((ending) => base + ending).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`Runtime.ImportModuleError: Cannot find module '${base}.js'`);
  return { file, exportName: handler.slice(dot + 1) };
}

/**
 * `Function` compiles in the realm that we run in ourselves, also inside jest, where `vm.compileFunction` would use
 * another: the bundle must see the same `globalThis` as the seam.
 */
function compile(file: string): ModuleCode {
  const source = readFileSync(file, 'utf8');
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const names = ['exports', 'require', 'module', '__filename', '__dirname', 'process', 'console', 'setTimeout'];
  // `Function` is typed as giving any function; its parameters are the names above.
  const code = new Function(...names, `${source}\n//# sourceURL=${file}`) as ModuleCode;
  compiled.set(source, code);
  return code;
}

function shadowProcess(environment: Readonly<Record<string, string>>, write: (text: string) => void): NodeJS.Process {
  const output = () =>
    new Writable({
      decodeStrings: false,
      write(chunk: unknown, _encoding, done) {
        write(String(chunk));
        done();
      },
    });
  return Object.create(process, {
    env: { value: { ...environment }, writable: true },
    stdout: { value: output() },
    stderr: { value: output() },
    argv: { value: ['node', 'bootstrap'] },
  });
}
