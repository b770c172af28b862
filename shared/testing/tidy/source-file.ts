/** The files of this project as the tidy rules see them: a path from the root, and a text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Looks at files, and says what is wrong with them and where: `shared/domain/wave.ts:12 imports node:fs`. */
export type TidyRule = (files: readonly SourceFile[]) => string[];

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Made by a tool, or not ours. */
const SKIPPED = new Set(['node_modules', 'dist', 'out', 'coverage', '.serverless', '.serverless-region', '.git']);

export function projectFiles(): SourceFile[] {
  return pathsUnder('')
    .filter((file) => /\.(ts|mjs|json|yml|md|html|svg)$|^\.npmrc$|^\.ci\/run$/.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

function pathsUnder(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? pathsUnder(file) : [file];
    })
    .sort();
}

export function isTest({ path: file }: SourceFile): boolean {
  return file.endsWith('.test.ts') || file.startsWith('shared/testing/');
}

/** TypeScript of the given folders, tests and what only tests use left out. */
export function sources(files: readonly SourceFile[], ...folders: readonly string[]): SourceFile[] {
  return typeScript(files).filter(
    (file) => !isTest(file) && folders.some((folder) => file.path.startsWith(`${folder}/`)),
  );
}

export function typeScript(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ path: file }) => file.endsWith('.ts'));
}

/** Every node of the syntax tree for which `judge` has something to say, with its place. */
export function problemsInSyntax(file: SourceFile, judge: (node: ts.Node) => string | undefined): string[] {
  const tree = parse(file);
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    const problem = judge(node);
    if (problem !== undefined) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      problems.push(`${file.path}:${line + 1} ${problem}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return problems;
}

export interface Import {
  readonly line: number;
  /** A path from the root for a file of ours, otherwise the name of a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Everything that a file takes in: imports, re-exports, `import()` and `import('…')` types. */
export function importsOf(file: SourceFile): Import[] {
  const tree = parse(file);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      const ours = specifier.startsWith('.');
      const target = ours ? path.posix.join(path.posix.dirname(file.path), specifier) : specifier;
      imports.push({ line: line + 1, target, typeOnly: isTypeOnly(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return imports;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0]);
  return undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

const trees = new WeakMap<SourceFile, ts.SourceFile>();

function parse(file: SourceFile): ts.SourceFile {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023);
  trees.set(file, tree);
  return tree;
}
