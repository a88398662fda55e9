import { expect, test } from 'vitest';
import { parseForm } from './form.ts';

const form = (body: string) => parseForm(Buffer.from(body));

test('a form is read as browsers write it', () => {
  for (const fields of [{ form: '7', code: '123456' }, { code: ' 12 34+%&=é\u{1f4a9}', choice: '' }, {}] as const) {
    const read = form(new URLSearchParams(fields).toString());
    for (const [name, value] of Object.entries(fields)) {
      expect(read.text(name)).toEqual([value]);
      expect(read.octets(name)).toEqual(Buffer.from(value));
    }
    expect(read.text('other')).toEqual([]);
    expect(read.octets('other')).toBeUndefined();
  }
  expect(form('right=readDg4&right=readDg5&form').text('right')).toEqual(['readDg4', 'readDg5']);
  expect(form('right=readDg4&&form').text('form')).toEqual(['']);
});

test('what is no escape stays as it is', () => {
  expect(form('code=%&other=%4g%G4%41%4').text('code')).toEqual(['%']);
  expect(form('code=%&other=%4g%G4%41%4').text('other')).toEqual(['%4g%G4A%4']);
});

test('nothing of it is left when it was read', () => {
  const body = Buffer.from('form=3&code=123456&repeat=%31%32%33%34%35%36');
  let [code, repeat]: (Uint8Array | undefined)[] = [];
  {
    using read = parseForm(body);
    [code, repeat] = [read.octets('code'), read.octets('repeat')];
    expect(code).toEqual(repeat);
  }
  for (const octets of [body, code, repeat]) expect(octets?.every((octet) => octet === 0)).toBe(true);
});
