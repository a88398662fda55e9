// What XML from outside may be, and what is refused at once.
import { expect, test } from 'vitest';
import { utf8 } from '../../lib/bytes/index.ts';
import { parseXml } from './index.ts';

const read = (text: string) => () => parseXml(utf8(text));

test('namespaces are resolved, texts joined, white space and comments harmless', () => {
  const root = parseXml(
    utf8(
      '<?xml version="1.0" encoding="UTF-8"?><a:r xmlns:a="urn:a" xmlns="urn:b"><!-- x --><c a:t="1" u="2">á&amp;<![CDATA[<]]>&#x41;</c></a:r>',
    ),
  );
  expect(root).toMatchObject({ name: 'r', namespace: 'urn:a', attributes: [] });
  expect(root.children).toEqual([
    {
      name: 'c',
      namespace: 'urn:b',
      attributes: [
        { name: 't', namespace: 'urn:a', value: '1' },
        { name: 'u', namespace: '', value: '2' },
      ],
      children: [],
      text: 'á&<A',
    },
  ]);
});

test('B14: document types, entities, processing instructions and XInclude are refused', () => {
  const bomb = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i} "&a;&a;">`).join('')}]><r>&b29;</r>`;
  expect(read(bomb)).toThrow('xml.forbidden');
  expect(read('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>')).toThrow('xml.forbidden');
  expect(read('<?php exit ?><r/>')).toThrow('xml.forbidden');
  expect(read('<r><?pi?></r>')).toThrow('xml.forbidden');
  expect(read('<r>&unknown;</r>')).toThrow('xml.malformed');
  expect(read('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')).toThrow('xml.forbidden');
  expect(read('<?xml version="1.0" encoding="ISO-8859-2"?><r/>')).toThrow('xml.forbidden');
});

test('B14: size, depth, number of elements and of attributes are limited', () => {
  expect(read(`<r>${' '.repeat(128 * 1024)}</r>`)).toThrow('xml.too-large');
  expect(read('<r>'.repeat(25))).toThrow('xml.too-large');
  expect(read(`<r>${'<c/>'.repeat(2000)}</r>`)).toThrow('xml.too-large');
  expect(read(`<r ${Array.from({ length: 17 }, (_, i) => `a${i}="1"`).join(' ')}/>`)).toThrow('xml.too-large');
  expect(read(`<r ${Array.from({ length: 16 }, (_, i) => `a${i}="1"`).join(' ')}/>`)).not.toThrow();
});

test('what is not well-formed UTF-8 XML is refused', () => {
  for (const text of ['', ' ', 'x', '<r>', '<r></s>', '<r/><s/>', '<r a=1/>', '<a:r/>', '<r>\u0000</r>', '<r a="1" a="2"/>'])
    expect(read(text), text).toThrow('xml.malformed');
  expect(() => parseXml(Uint8Array.of(0x3c, 0x72, 0x3e, 0xff, 0x3c, 0x2f, 0x72, 0x3e))).toThrow('xml.malformed');
});
