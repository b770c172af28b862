/** What the functions write: the last lines in memory, all of them in a file if one is given. Never the terminal. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const LINES_KEPT_MAX = 2_000;
const FILE_BUFFER_LINES_MAX = 200;

export class LambdaLogs {
  readonly #lines: string[] = [];
  readonly #waiting: string[] = [];
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
  }

  write(functionName: string, text: string): void {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      this.#lines.push(`${functionName} ${line}`);
      if (this.#file !== undefined) this.#waiting.push(`${functionName} ${line}`);
    }
    if (this.#lines.length > 2 * LINES_KEPT_MAX) this.#lines.splice(0, this.#lines.length - LINES_KEPT_MAX);
    if (this.#waiting.length > FILE_BUFFER_LINES_MAX) this.flush();
  }

  flush(): void {
    if (this.#file === undefined || this.#waiting.length === 0) return;
    appendFileSync(this.#file, `${this.#waiting.splice(0).join('\n')}\n`);
  }

  lines(functionName = ''): readonly string[] {
    return this.#lines.filter((line) => line.startsWith(functionName)).slice(-LINES_KEPT_MAX);
  }
}
