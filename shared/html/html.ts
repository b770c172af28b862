/** HTML as a template: what is put in is escaped, unless it is HTML already. Nothing else in a page writes a `<`. */
export interface Html {
  readonly html: string;
}

export function html(parts: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return { html: parts.map((part, index) => part + insert(values[index] ?? '')).join('') };
}

/** For what we wrote ourselves: the style and the script of the page. */
export function trusted(text: string): Html {
  return { html: text };
}

type Insert = string | number | Html | readonly Html[];

function insert(value: Insert): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map((item) => item.html).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
