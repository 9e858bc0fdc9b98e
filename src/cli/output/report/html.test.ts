import { expect, test } from 'vitest';
import { html, scriptJson, seenText } from './html.ts';

test('what is put into a template is escaped, unless it is HTML itself', () => {
  const hostile = `</script><img src=x onerror='alert("1")'>&amp;`;
  expect(html`<b title="${hostile}">${[html`<i>${1}</i>`, hostile]}</b>`.text).toBe(
    '<b title="&lt;/script&gt;&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt;&amp;amp;"><i>1</i>' +
      '&lt;/script&gt;&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt;&amp;amp;</b>',
  );
});

test('JSON in a script element has nothing that could end it, and reads back the same', () => {
  const value = { a: '</script><!--<script>', b: '&\u2028' };
  const text = scriptJson(value);
  expect(text).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(text)).toEqual(value);
});

test('letters that turn the direction, control characters and halves of pairs are named', () => {
  expect(seenText('a\u202Egpj.exe\u0000\ud83d 😀\n\tb')).toBe('a‹U+202E›gpj.exe‹U+0000›‹U+D83D› 😀\n\tb');
});
