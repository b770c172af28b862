/** Invokes a bundle of `dist/` in a process of its own, with the environment that Lambda would give it. */
import { fork } from 'node:child_process';
import path from 'node:path';
import * as z from 'zod';
import type { Installation, PackagedFunction } from './packaged-function.ts';

/** A function that waits for an emulator which never answers must not hang whoever invoked it. */
const PATIENCE_MS = 30_000;

export interface Surroundings extends Pick<Installation, 'account' | 'region'> {
  readonly root: string;
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export interface Invocation {
  /** What Lambda would log: one JSON object a line. */
  readonly logs: readonly unknown[];
}

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('returned'), value: z.optional(z.unknown()) }),
  z.object({ kind: z.literal('threw'), error: z.string() }),
]);

/** Throws what the handler threw, with what it logged. */
export async function invokeBundle(
  deployed: PackagedFunction,
  event: unknown,
  surroundings: Surroundings,
): Promise<Invocation> {
  const { root, account, region } = surroundings;
  const child = fork(path.join(root, 'scripts/invoke-bundle.mjs'), [deployed.bundle], {
    cwd: root,
    env: environmentOf(deployed, surroundings),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: PATIENCE_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let answer: unknown;
  child.once('message', (message) => {
    answer = message;
  });
  child.send({ event, context: contextOf(deployed, { account, region }) }, () => {}); // Its end tells if it was not taken.
  const code = await ended;

  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new Error(`${deployed.name} ended with ${code} before it answered:\n${output}`);
  if (parsed.data.kind === 'threw') throw new Error(`${deployed.name} threw ${parsed.data.error}\n${output}`);
  return { logs: output.split('\n').flatMap(logLine) };
}

function environmentOf(
  deployed: PackagedFunction,
  { root, endpoint, region, credentials }: Surroundings,
): Record<string, string> {
  const nowhere = path.join(root, 'dist', 'no-such-configuration'); // never the ~/.aws of whoever runs this
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    ...deployed.environment,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_LAMBDA_FUNCTION_NAME: deployed.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TZ: ':UTC',
  };
}

function contextOf(
  { name, timeoutMs }: PackagedFunction,
  { account, region }: Pick<Installation, 'account' | 'region'>,
) {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    timeoutMs,
  };
}

function logLine(line: string): unknown[] {
  if (!line.startsWith('{')) return [];
  return [JSON.parse(line)];
}
