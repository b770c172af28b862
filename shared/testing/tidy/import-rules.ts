/** Dependencies point inward: functions, then the edges in `shared`, then the domain, which knows nothing but itself. */
import { type Import, importsOf, isTest, type SourceFile, sources, typeScript } from './source-file.ts';

/** What each layer may take from, beside packages. Itself is always allowed. */
const INWARD: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/inbound': ['shared/domain'],
  'shared/platform': ['shared/domain'],
  'shared/html': [],
  'shared/reports': ['shared/html', 'shared/domain'],
  'shared/aws': ['shared/inbound', 'shared/platform', 'shared/domain'],
  'shared/notices': ['shared/aws', 'shared/inbound', 'shared/platform', 'shared/domain'],
  functions: ['shared/inbound', 'shared/aws', 'shared/notices', 'shared/platform', 'shared/reports', 'shared/domain'],
};

/** A function that does again what others did, or should have done, does it with their code. */
export const REPEATS: Readonly<Record<string, readonly string[]>> = {
  'functions/sweep-tags': ['functions/apply-default-tag'],
};

export function importsPointInward(files: readonly SourceFile[]): string[] {
  return sources(files, 'functions', 'shared').flatMap((file) => {
    const layer = layerOf(file.path);
    const allowed = [layer, ...(INWARD[shelfOf(layer)] ?? []), ...(REPEATS[layer] ?? [])];
    return importsOf(file)
      .filter(({ target }) => isOurs(target) && !allowed.some((folder) => target.startsWith(`${folder}/`)))
      .map((bad) => at(file, bad, `${layer} may not know of it`));
  });
}

export function domainImportsNoPackage(files: readonly SourceFile[]): string[] {
  return sources(files, 'shared/domain').flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => !isOurs(target))
      .map((bad) => at(file, bad, 'the domain imports nothing but itself')),
  );
}

/** The SDK is reached through `shared/aws`; telling needs SNS, and the platform names types and the credentials. */
export function sdkStaysAtTheEdge(files: readonly SourceFile[]): string[] {
  return sources(files, 'functions', 'shared').flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target.startsWith('@aws-sdk/') || target.startsWith('@smithy/'))
      .filter((each) => !mayImportSdk(layerOf(file.path), each))
      .map((bad) => at(file, bad, 'only shared/aws talks to AWS')),
  );
}

export function onlyTestsUseTesting(files: readonly SourceFile[]): string[] {
  return typeScript(files)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.startsWith('shared/testing/'))
        .map((bad) => at(file, bad, 'only tests use shared/testing')),
    );
}

/** Not even in tests: a function that needs the embedded AWS is tested from there. */
export function nobodyImportsLocal(files: readonly SourceFile[]): string[] {
  return typeScript(files)
    .filter(({ path }) => path.startsWith('functions/') || path.startsWith('shared/'))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.startsWith('local/'))
        .map((bad) => at(file, bad, 'the embedded AWS runs what deploys, and not the other way round')),
    );
}

/** zod reads what comes from outside. What ships takes the mini build, which is smaller by 360 KB a function. */
export function zodStaysAtTheBorder(files: readonly SourceFile[]): string[] {
  const borders = ['shared/inbound', 'shared/aws', 'shared/platform'];
  return sources(files, 'functions', 'shared').flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => /^zod(\/|$)/.test(target))
      .filter(({ target }) => target !== 'zod/mini' || !borders.includes(layerOf(file.path)))
      .map((bad) => at(file, bad, `wanted zod/mini, and that in ${borders.join(', ')}`)),
  );
}

function mayImportSdk(layer: string, { target, typeOnly }: Import): boolean {
  if (layer === 'shared/aws') return true;
  if (layer === 'shared/notices') return target === '@aws-sdk/client-sns';
  return layer === 'shared/platform' && (typeOnly || target === '@aws-sdk/credential-provider-env');
}

function isOurs(target: string): boolean {
  return /^(functions|shared|local|cli|bench|scripts)\//.test(target);
}

/** `shared/aws` of `shared/aws/ledger/x.ts`, `functions/check-tag` of `functions/check-tag/x.ts`. */
function layerOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function shelfOf(layer: string): string {
  return layer.startsWith('functions/') ? 'functions' : layer;
}

function at(file: SourceFile, { line, target }: Import, reason: string): string {
  return `${file.path}:${line} imports ${target}: ${reason}`;
}
