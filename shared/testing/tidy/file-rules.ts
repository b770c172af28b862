/** Rules about files as such: their names, their length, their words, and what a function's folder holds. */
import { type SourceFile, typeScript } from './source-file.ts';

/** A file that holds more than this holds more than one idea. */
const LINES_MAX = 300;

export function namesSayWhatIsInside(files: readonly SourceFile[]): string[] {
  const code = files.filter(({ path }) => /\.(ts|mjs)$/.test(path));
  return code.flatMap(({ path }) => {
    const [name = ''] = path.split('/').slice(-1);
    const [stem = ''] = name.split('.');
    if (/^(index|utils?|helpers?|common|misc|types)$/.test(stem)) return [`${path}:1 ${stem} says nothing`];
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) ? [] : [`${path}:1 ${stem} is not kebab-case`];
  });
}

export function filesAreShort(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /\.(ts|mjs)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ path, lines }) => `${path}:${LINES_MAX + 1} goes on to line ${lines}, at most ${LINES_MAX} are wanted`);
}

/** Wiring, flow, live world and a test: the same four in every function, so that nobody has to search. */
export function functionsHaveTheSameShape(files: readonly SourceFile[]): string[] {
  const paths = typeScript(files).map(({ path }) => path);
  const names = new Set(paths.flatMap((path) => /^functions\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [...names].flatMap((name) => {
    const folder = `functions/${name}`;
    const wanted = ['handler.ts', `${name}.ts`, 'live-world.ts', `${name}.test.ts`];
    const missing = wanted
      .filter((file) => !paths.includes(`${folder}/${file}`))
      .map((file) => `${folder}:1 lacks ${file}`);
    return /^[a-z]+(-[a-z]+)+$/.test(name) ? missing : [...missing, `${folder}:1 is not a verb and a noun`];
  });
}

/** What is unfinished, and what is true on one machine only, is not written down. Spelt so that they do not match here. */
const BANNED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\b(TO[D]O|FIX[M]E|XX[X])\b/, 'is unfinished'],
  [/\b(st[u]bs?|st[u]bbed|ha[c]ks?|ha[c]ky|work-?aro[u]nd)\b/i, 'is unfinished'],
  [/(?<![\w./-])\/(w[o]rk|r[o]ot|h[o]me|Us[e]rs|mn[t])\/\w/, 'is a path of one machine'],
  [/[\w.-]*reg[i]stry\.[\w.-]+\.\w+/i, 'is the address of a registry'],
  [/"resolv[e]d": "http/, 'is a download address'],
];

export function noBannedWords(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) =>
      BANNED.flatMap(([pattern, reason]) => {
        const [found] = pattern.exec(line) ?? [];
        return found === undefined ? [] : [`${path}:${index + 1} ${found.trim()} ${reason}`];
      }),
    ),
  );
}
