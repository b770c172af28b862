/** Rules about single expressions, read from the syntax tree so that comments and strings do not count. */
import ts from 'typescript';
import { problemsInSyntax, type SourceFile, sources, typeScript } from './source-file.ts';

export function noDefaultExports(files: readonly SourceFile[]): string[] {
  const others = /^[\w-]+\.config\.ts$|\.d\.ts$/; // Tools want one of their configuration; packages are as they are.
  return typeScript(files)
    .filter(({ path }) => !others.test(path))
    .flatMap((file) => problemsInSyntax(file, (node) => (isDefaultExport(node) ? 'exports a default' : undefined)));
}

/** A type is told by parsing, never by assertion. */
export function noAssertions(files: readonly SourceFile[]): string[] {
  return sources(files, 'functions', 'shared').flatMap((file) =>
    problemsInSyntax(file, (node) => {
      if (ts.isNonNullExpression(node)) return 'asserts that something is there';
      return ts.isAssertionExpression(node) && !ts.isConstTypeReference(node.type) ? 'asserts a type' : undefined;
    }),
  );
}

/** Clock and chance are arguments; the seam is where the clock comes from. */
export function clockAndChanceAreArguments(files: readonly SourceFile[]): string[] {
  return sources(files, 'functions', 'shared')
    .filter(({ path }) => path !== 'shared/platform/seam.ts')
    .flatMap((file) =>
      problemsInSyntax(file, (node) => {
        if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments ?? []).length === 0)
          return 'reads the clock';
        if (!ts.isPropertyAccessExpression(node)) return undefined;
        if (isNamed(node.expression, 'Date') && node.name.text === 'now') return 'reads the clock';
        if (isNamed(node.expression, 'performance')) return 'reads the clock';
        if (isNamed(node.expression, 'Math') && node.name.text === 'random') return 'throws dice';
        return node.name.text === 'randomUUID' ? 'throws dice' : undefined;
      }),
    );
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function isNamed(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
