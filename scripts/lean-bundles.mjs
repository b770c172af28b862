/**
 * Plugins for esbuild that keep out of a bundle what a function never runs (docs/decisions/0001-build.md). Each knows one
 * habit of the SDK; where a later release drops that habit, a plugin finds nothing to do, and the bundle is right all the
 * same. What they save is measured by `npm run bench -- bundles`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The ones that a function's bundle is built with, in order: esbuild asks the first that wants a file. */
export const leanBundles = () => [
  sideEffectFree,
  withoutEventStreams,
  withoutConfigFiles,
  withoutAnswerStreams,
  bareVersions,
  leanSchemas,
  mapOfOwnSources,
];

/** lib-dynamodb does not say so itself, and its paginators would bring Scan and Query into every bundle that names DynamoDB. */
const sideEffectFree = {
  name: 'lib-dynamodb has no side effects',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@aws-sdk\/lib-dynamodb$/ }, async ({ path: name, pluginData, ...rest }) => {
      if (pluginData === 'asked') return undefined;
      return { ...(await resolve(name, { ...rest, pluginData: 'asked' })), sideEffects: false };
    });
  },
};

/**
 * The schemas of a client are lists with `{ [_n]: … }` in them, where `const _n = "name"` stands above. esbuild takes a
 * computed key for a possible side effect and keeps all of them: 550 KB of EC2 for two of its 700 operations. Below stands
 * a class for every error of the service, 140 of them for Systems Manager, and a call that registers it. An error without
 * a class arrives as the client's base class, with AWS's own name and message, which is all that our code looks at.
 */
const leanSchemas = {
  name: 'plain keys and known errors in the schemas of SDK clients',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const texts = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
      );
      const plain = source
        .replace(/\[(_\w+)\]: /g, (whole, name) => key(texts.get(name)) ?? whole)
        .replace(/^\w+_registry\.registerError\((\w+)\$, \1\);$/gm, (whole, name) => (isKnown(name) ? whole : ''));
      return { contents: unmapped(plain) };
    });
  },
};

/** A client's own base class, which stands in for every error without one, and what our code imports by its class. */
function isKnown(name) {
  return /ServiceException$/.test(name) || importedNames().has(name);
}

let imported;
function importedNames() {
  if (imported !== undefined) return imported;
  const files = ['functions', 'shared'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => path.join(folder, file)),
  );
  const lists = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^import \{([^}]*)\} from '@aws-sdk\/client-/gm)]);
  imported = new Set(lists.flatMap(([, names]) => names.split(',').map((name) => name.trim())));
  return imported;
}

function key(text) {
  return text === undefined ? undefined : `${text}: `;
}

/** No function reads a stream of events, and the late import of those keeps half of @smithy/core from being shaken. */
const withoutEventStreams = {
  name: 'no event streams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: name, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /^@smithy/, namespace: 'left-out' }, ({ path: name }) => ({
      contents: `throw new Error("Cannot load ${name}: the build left it out, since no function calls for it");`,
    }));
  },
};

/** No sandbox has an `~/.aws`: every client would look for its two files at its first call, and parse what is not there. */
const withoutConfigFiles = {
  name: 'no config files',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/ }, () => ({
      contents: `
        export { CONFIG_PREFIX_SEPARATOR } from './constants';
        export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
    }));
  },
};

/** No function streams its answer, and Middy loads three modules of Node for those that do. */
const withoutAnswerStreams = {
  name: 'no streams of answers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:stream(\/promises|\/web)?$/ }, ({ importer, path: name }) =>
      /[\\/]@middy[\\/]core[\\/]/.test(importer) ? { path: name, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /^node:stream/, namespace: 'left-out' }, () => ({
      contents: 'export const [Readable, ReadableStream, pipeline] = [];',
    }));
  },
};

/** Of the `package.json` of a client, of some 2 KB, the client itself reads its version. */
const bareVersions = {
  name: 'versions of SDK clients',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, ({ path: file }) => {
      const { version } = JSON.parse(readFileSync(file, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Node reads the whole map when a function starts, and two thirds of it would be about code of others. Their frames in a
 * stack trace name the bundle instead; ours name our files.
 */
const mapOfOwnSources = {
  name: 'a source map of our own sources',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, ({ path: file }) => ({
      contents: unmapped(readFileSync(file, 'utf8')),
    }));
  },
};

/** A map of one mapping, from the beginning of the file to the beginning of a source; esbuild disregards one of none. */
const NO_MAP = Buffer.from(JSON.stringify({ version: 3, sources: ['packages'], mappings: 'AAAA' })).toString('base64');

function unmapped(source) {
  const bare = source.replace(/^\/\/# sourceMappingURL=.*$/gm, '');
  return `${bare}\n//# sourceMappingURL=data:application/json;base64,${NO_MAP}`;
}
