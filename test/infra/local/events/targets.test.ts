import { targetInput, type TargetInput } from '../../../../infra/local/events/targets.ts';

const event = {
  id: 'e1',
  time: '2026-11-22T10:00:00Z',
  'detail-type': 'TicketResolved.v1',
  detail: { number: 12, title: 'A "broken" lamp', tags: ['a', 'b'], none: null },
};

it.each<[string, TargetInput, string]>([
  ['the whole event', {}, JSON.stringify(event)],
  ['a constant', { Input: '{"fixed":true}' }, '{"fixed":true}'],
  ['a part', { InputPath: '$.detail.tags[1]' }, '"b"'],
  ['a part by a name with a hyphen', { InputPath: '$.detail-type' }, '"TicketResolved.v1"'],
  [
    'a JSON template',
    {
      InputTransformer: {
        InputPathsMap: { n: '$.detail.number', t: '$.detail.title' },
        InputTemplate: '{"n": <n>, "title": <t>, "text": "No. <n>: <t>"}',
      },
    },
    '{"n": 12, "title": "A \\"broken\\" lamp", "text": "No. 12: A \\"broken\\" lamp"}',
  ],
  [
    'a text template',
    { InputTransformer: { InputPathsMap: { n: '$.detail.number' }, InputTemplate: '"Ticket <n>"' } },
    '"Ticket 12"',
  ],
  [
    'what EventBridge knows itself',
    { InputTransformer: { InputTemplate: '{"rule": <aws.events.rule-arn>, "event": <aws.events.event.json>}' } },
    `{"rule": "rule-arn", "event": ${JSON.stringify(event)}}`,
  ],
  [
    'nothing where the path leads nowhere',
    { InputTransformer: { InputPathsMap: { x: '$.detail.x.y' }, InputTemplate: '{"x": <x>}' } },
    '{"x": ""}',
  ],
])('gives %s', (_, target, expected) => {
  expect(targetInput(target, 'rule-arn')(event)).toBe(expected);
});

it('refuses a path that it cannot read', () => {
  expect(() => targetInput({ InputPath: '$..title' }, 'rule')).toThrow(
    'The path $..title is not hosted on one machine.',
  );
});
