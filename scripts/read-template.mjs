/** Reads a CloudFormation template, JSON or YAML, with the short tags of YAML (`!Sub …`) as the functions they stand for. */
import { readFileSync } from 'node:fs';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

export function readTemplate(file) {
  const document = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`Cannot read ${file}: ${error.message}`);
  return plain(document.contents, document);
}

function plain(node, document) {
  if (isAlias(node)) return plain(node.resolve(document), document);
  const value = isMap(node)
    ? Object.fromEntries(node.items.map(({ key, value }) => [String(key.value), plain(value, document)]))
    : isSeq(node)
      ? node.items.map((item) => plain(item, document))
      : isScalar(node)
        ? node.value
        : null;

  if (!node?.tag?.startsWith('!')) return value;
  const name = node.tag.slice(1);
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
}
