import { concurrentExecutionsOf, parseOptions, portsFrom } from '../../../infra/one-machine/options.ts';

it.each<[readonly string[], object]>([
  [[], { port: 4400, data: '.handover', fresh: false, demo: true }],
  [
    ['--port', '5000', '--data', 'elsewhere', '--fresh', '--no-demo'],
    { port: 5000, data: 'elsewhere', fresh: true, demo: false },
  ],
  [['--port=5000'], { port: 5000, data: '.handover', fresh: false, demo: true }],
])('%j is understood', (args, expected) => {
  expect(parseOptions(args)).toEqual(expected);
});

it.each<[readonly string[], string]>([
  [['--prot', '5000'], "Unknown option '--prot'"],
  [['5000'], "Unexpected argument '5000'"],
  [['--port', 'many'], '--port must be a number from 1 to 65527, not many.'],
  [['--port', '65528'], '--port must be a number from 1 to 65527, not 65528.'],
  [['--data', ''], '--data must name a folder.'],
])('%j is refused with the usage', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
  expect(() => parseOptions(args)).toThrow('usage: npm start');
});

it('HANDOVER_CONCURRENT_EXECUTIONS is a whole number from 1 on', () => {
  expect(concurrentExecutionsOf('10')).toBe(10);
  for (const text of ['0', '-1', '2.5', 'ten', ''])
    expect(() => concurrentExecutionsOf(text)).toThrow(
      `HANDOVER_CONCURRENT_EXECUTIONS must be a whole number from 1 on, not ${text}.`,
    );
});

it('all ports follow the console’s', () => {
  expect(portsFrom(4400)).toEqual({
    site: 4400,
    aws: 4401,
    live: 4402,
    identity: 4403,
    smtp: 4404,
    outbox: 4405,
    dynamodb: 4406,
    shop: 4407,
    dooray: 4408,
  });
});
