import { tableOf } from '../../../infra/operate/examine-stage.ts';

test('given rows, then they are a table with a column for each of what, state, found and what to do', () => {
  expect(
    tableOf([
      { what: 'DKIM', state: 'ready', found: 'verified', toDo: '' },
      { what: 'MX record', state: 'not looked at', found: 'no region', toDo: 'set AWS_REGION' },
    ]),
  ).toEqual([
    'what       state          found      what to do',
    'DKIM       ready          verified',
    'MX record  not looked at  no region  set AWS_REGION',
  ]);
});
