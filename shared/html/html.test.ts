import { describe, expect, it } from '@jest/globals';
import { html } from './html.ts';

describe('html', () => {
  it('escapes what is put in, and not what is HTML already', () => {
    expect(html`<b title="${'"\''}">${'<script>&'}${[html`<i>`, html`${1}`]}</b>`.html).toBe(
      '<b title="&quot;&#39;">&lt;script&gt;&amp;<i>1</b>',
    );
  });
});
