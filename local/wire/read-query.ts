/**
 * Query parameters into an operation's input, by its schema: lists are `Name.member.1` (or `Name.1` when flattened, as
 * always with EC2), maps `Name.entry.1.key` and `Name.entry.1.value`.
 */
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64 } from '@smithy/core/serde';

export function readQuery(schema: NormalizedSchema, parameters: URLSearchParams, ec2: boolean): object {
  const input = new Reader(parameters, ec2).read(schema, '');
  return typeof input === 'object' && input !== null ? input : {};
}

class Reader {
  readonly #parameters: URLSearchParams;
  readonly #ec2: boolean;

  constructor(parameters: URLSearchParams, ec2: boolean) {
    this.#parameters = parameters;
    this.#ec2 = ec2;
  }

  read(schema: NormalizedSchema, path: string): unknown {
    if (path !== '' && !this.#mentions(path)) return undefined;
    if (schema.isStructSchema()) return this.#structure(schema, path);
    if (schema.isListSchema()) return this.#list(schema, path);
    if (schema.isMapSchema()) return this.#map(schema, path);
    return scalar(schema, this.#parameters.get(path) ?? '');
  }

  #structure(schema: NormalizedSchema, path: string): object {
    const members = [...schema.structIterator()].flatMap(([name, member]) => {
      const value = this.read(member, join(path, this.#wireName(name, member)));
      return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(members);
  }

  #list(schema: NormalizedSchema, path: string): unknown[] {
    const item = schema.getValueSchema();
    const flat = this.#ec2 || schema.getMergedTraits().xmlFlattened !== undefined;
    const base = flat ? path : join(path, item.getMergedTraits().xmlName ?? 'member');
    return this.#positions(base).map((position) => this.read(item, `${base}.${position}`));
  }

  #map(schema: NormalizedSchema, path: string): object {
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    const base = flat ? path : join(path, 'entry');
    const key = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
    const value = schema.getValueSchema().getMergedTraits().xmlName ?? 'value';
    return Object.fromEntries(
      this.#positions(base).map((position) => [
        this.#parameters.get(`${base}.${position}.${key}`) ?? '',
        this.read(schema.getValueSchema(), `${base}.${position}.${value}`),
      ]),
    );
  }

  #wireName(name: string, member: NormalizedSchema): string {
    const { xmlName, ec2QueryName } = member.getMergedTraits();
    if (!this.#ec2) return xmlName ?? name;
    const plain = xmlName ?? name;
    return typeof ec2QueryName === 'string' ? ec2QueryName : plain.charAt(0).toUpperCase() + plain.slice(1);
  }

  #mentions(path: string): boolean {
    return [...this.#parameters.keys()].some((key) => key === path || key.startsWith(`${path}.`));
  }

  #positions(base: string): number[] {
    const positions = [...this.#parameters.keys()]
      .filter((key) => key.startsWith(`${base}.`))
      .map((key) => Number(key.slice(base.length + 1).split('.')[0]))
      .filter((position) => position > 0);
    return [...new Set(positions)].sort((a, b) => a - b);
  }
}

function scalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isBlobSchema()) return fromBase64(text);
  if (schema.isTimestampSchema()) return new Date(text);
  return text;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
