import { readDocument } from '../../../../../web/src/admin/setup/read-document.ts';

test('given a document, then it is read, whatever its parts are like', () => {
  expect(readDocument('{"version":1,"agents":[]}')).toEqual({
    is: 'document',
    document: { version: 1, agents: [] },
  });
});

test.each(['[]', '"text"', '1', 'null'])('given %s, then it is JSON and no document', (text) => {
  expect(readDocument(text)).toEqual({ is: 'no_object' });
});

test.each<[string, string, number, number]>([
  ['a comma where a value belongs', '{\n  "version": 1,\n  "templates": [,]\n}', 3, 17],
  ['a comma at the end of an object', '{\n  "version": 1,\n}', 3, 1],
  ['a word without quotes', '{"version": one}', 1, 13],
  ['two documents', '{"version": 1}\n{"version": 1}', 2, 1],
  ['a text that ends early', '{\n  "version": 1,\n  "templates": [', 3, 17],
  ['a line break in a text', '{"name": "a\nb"}', 1, 12],
  ['nothing', '', 1, 1],
])('given %s, then the place is told where it goes wrong', (_, text, line, column) => {
  expect(readDocument(text)).toEqual({ is: 'not_json', line, column });
});

test('given a long document with a fault near its end, then its line is found', () => {
  const lines = Array.from({ length: 9000 }, (_, index) => `"word ${String(index)}"`);
  const text = `{"restrictedWords": [\n${lines.with(8000, 'oops').join(',\n')}\n]}`;
  expect(readDocument(text)).toEqual({ is: 'not_json', line: 8002, column: 1 });
});

test('given more than a request takes, then it is not even sent', () => {
  expect(readDocument(JSON.stringify({ version: 1, text: '가'.repeat(400_000) }))).toEqual({ is: 'too_large' });
});
