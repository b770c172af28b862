/** moto's own server as a child process, on a port of its choice, until it is stopped. */
import { spawn } from 'node:child_process';

const PATIENCE_MS = 30_000;

export interface MotoServer {
  readonly endpoint: string;
  readonly stop: () => void;
}

export async function startMoto(): Promise<MotoServer> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill();
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`moto_server said no address:\n${said}`)), PATIENCE_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += String(chunk);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
    child.once('exit', (code) => reject(new Error(`moto_server ended with ${code}:\n${said}`)));
  }).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { endpoint, stop };
}
