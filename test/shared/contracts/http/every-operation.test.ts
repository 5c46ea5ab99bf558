import type { Operation } from '../../../../shared/contracts/http/define-operation.ts';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { err } from '../../../../shared/domain/kernel/result.ts';
import { operation } from '../../../../shared/http/operation.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { sampleRequests, withValueAt, type Place, type SampleRequest } from '../../../support/sample-requests.ts';
import { anAgent } from '../../../support/tickets.ts';

type Errors = readonly { readonly pointer: string; readonly detail: string }[];
type Request = SampleRequest['request'];

/** Sends a request to an operation whose work always refuses: what is looked at is how far it comes. */
const asked = (spec: Operation) => {
  const handle = operation(
    spec,
    {
      directory: { findAgent: async () => anAgent({ role: 'administrator' }) },
      log: memoryLog(),
      tickets: { bindClaim: async () => 'bound' },
    },
    async () => err({ code: 'ticket_not_found' } as never),
  );
  return async (
    { params, query, body }: Request,
    bodyText = JSON.stringify(body),
  ): Promise<{ readonly status: number; readonly errors: Errors }> => {
    const event = {
      routeKey: '',
      pathParameters: params,
      queryStringParameters: query,
      headers: {
        'content-type': 'application/json',
        ...(spec.headers.idempotencyKey === false ? {} : { 'idempotency-key': 'k' }),
      },
      ...(spec.body === null ? {} : { body: bodyText }),
      requestContext: { authorizer: { jwt: { claims: { sub: 'boss', token_use: 'access' } } } },
    };
    const answer = await handle(event, { awsRequestId: 'r' } as never);
    return { status: answer.statusCode!, errors: (JSON.parse(answer.body!) as { errors?: Errors }).errors ?? [] };
  };
};

const pointerTo = (path: Place['path']) =>
  `#${(path[0] === 'body' ? path.slice(1) : path).map((part) => `/${encodeURIComponent(String(part).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;

const HALVES = ['\ud800', '\udc00', 'a\ud800b', 'a\udc00\ud800', '\ud83d\ud83d\ude00'];
const CONTROLS = ['a\u0001b', 'a\u001bb', 'a\u007fb', 'a\u0085b', 'a\u009fb'];
const BREAKS = ['a\nb', 'a\tb', 'a\rb', 'a\u2028b'];
/** Only white space, controls, zero-width, bidi, fillers. */
const UNSEEN = [
  '',
  ' ',
  '\u00a0\u3000',
  '\u0007',
  '\u200b',
  '\u200b\u200d\ufeff',
  '\u202e\u202c',
  '\u2066\u2069',
  '\u200e\u061c',
  '\u3164\u115f',
  '\u00ad',
  '\u034f',
  '\u2800',
  '\u{e0041}',
  '\ufe0f',
].flatMap((text) => [text, text.repeat(3)]);
const RESERVED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];
const EVERYWHERE = [...HALVES, 'a\0b', '\0'];

const BAD_TEXTS: Readonly<Record<string, readonly string[]>> = {
  line: [...EVERYWHERE, ...CONTROLS, ...BREAKS, ...UNSEEN],
  exact: [...EVERYWHERE, ...CONTROLS, ...BREAKS],
  lines: [...EVERYWHERE, 'a\u0001b', 'a\u001bb', 'a\u007fb', 'a\u009fb'],
  rich: EVERYWHERE,
  code: [...EVERYWHERE, ...CONTROLS, ...BREAKS, ...UNSEEN, ...RESERVED],
  format: [...EVERYWHERE, ...CONTROLS, ...BREAKS, ...UNSEEN, ...RESERVED],
};
const badTexts = ({ kind, filled }: Place) => [
  ...(BAD_TEXTS[kind] ?? []),
  ...(kind === 'lines' && filled === true ? UNSEEN : []),
];
const BAD_DECIMALS = [
  '0x10',
  '0b1',
  '1e1',
  '+7',
  ' 7',
  '7 ',
  '7.0',
  '7.',
  '.7',
  '007',
  '-7',
  '-0',
  '\u0667',
  '\uff17',
  '7n',
  '1_0',
  '',
  ' ',
  'NaN',
  'Infinity',
  '9007199254740993',
  '9'.repeat(400),
  'seven',
  '7\0',
  '7\ud800',
];
/** As JSON writes them. */
const BAD_NUMBERS = ['"7"', '1.5', '1e400', '-1e400', '9007199254740993', '1e300', 'true', '[7]'];
const BAD_FRACTIONS = BAD_NUMBERS.filter((text) => text !== '1.5');
const BAD_KEYS = [...RESERVED, '\ud800', 'a\0', 'a\u0007', 'a\u009f'];

const PLACEHOLDER = '"the number that is none"';

describe.each(
  Object.values(operations as Readonly<Record<string, Operation>>).map((spec) => [spec.operationId, spec] as const),
)('%s', (_id, spec) => {
  const ask = asked(spec);
  const samples = sampleRequests(spec);
  const each = async (
    bad: readonly {
      readonly request: Request;
      readonly at: Place['path'];
      readonly says: string;
      readonly bodyText?: string;
    }[],
  ) => {
    const let_in: string[] = [];
    for (const { request, at, says, bodyText } of bad) {
      const { status, errors } = await ask(request, bodyText);
      if (status !== 400 || !errors.some(({ pointer }) => pointer === pointerTo(at)))
        let_in.push(`${says} at ${pointerTo(at)}: ${status} ${JSON.stringify(errors)}`);
    }
    expect(let_in).toEqual([]);
  };

  it('takes the samples, so that what is refused below is refused for what was changed', async () => {
    for (const { request } of samples) expect(await ask(request)).toEqual({ status: 404, errors: [] });
  });

  it('makes each of its strings by one of the builders', () => {
    expect(
      samples.flatMap(({ places }) =>
        places.filter(({ kind }) => kind === 'nothing known').map(({ path }) => pointerTo(path)),
      ),
    ).toEqual([]);
  });

  it('refuses what no text may be, with a pointer to it', async () => {
    await each(
      samples.flatMap(({ request, places }) =>
        places.flatMap((place) =>
          badTexts(place).map((text) => ({
            request: withValueAt(request, place.path, text),
            at: place.path,
            says: JSON.stringify(text),
          })),
        ),
      ),
    );
  });

  it('reads numbers of path and query in decimal digits alone, and numbers of the body as numbers', async () => {
    await each(
      samples.flatMap(({ request, places }) =>
        places
          .filter(({ kind }) => kind === 'number' || kind === 'fraction')
          .flatMap(({ path, kind }) =>
            path[0] === 'body'
              ? (kind === 'number' ? BAD_NUMBERS : BAD_FRACTIONS).map((text) => ({
                  request,
                  at: path,
                  says: text,
                  bodyText: JSON.stringify(withValueAt(request, path, JSON.parse(PLACEHOLDER)).body).replace(
                    PLACEHOLDER,
                    text,
                  ),
                }))
              : BAD_DECIMALS.map((text) => ({
                  request: withValueAt(request, path, text),
                  at: path,
                  says: JSON.stringify(text),
                })),
          ),
      ),
    );
  });

  it('refuses names of members that no object may have', async () => {
    await each(
      samples.flatMap(({ request, places }) =>
        places
          .filter(
            ({ kind, path }) => (kind === 'object' || kind === 'record') && (path[0] === 'body' || path.length === 1),
          )
          .flatMap(({ path }) =>
            BAD_KEYS.map((key) => ({
              request: withValueAt(request, [...path, key], 'x'),
              at: [...path, key],
              says: `the name ${JSON.stringify(key)}`,
            })),
          ),
      ),
    );
  });
});

it('answers a body full of wrong names, or of long ones at any depth, with less than a Lambda may answer', async () => {
  const bodies = [
    `{${Array.from({ length: 100_000 }, (_, index) => `"${index.toString(36)}":0`).join(',')}}`,
    `{"${'€'.repeat(200_000)}":0,"${'a'.repeat(200_000)}":[${Array.from({ length: 1000 }, () => '"\\ud800"').join(',')}]}`,
    `${'{"a":'.repeat(100_000)}[${Array.from({ length: 1000 }, () => '"\\ud800"').join(',')}]${'}'.repeat(100_000)}`,
  ];
  for (const body of bodies) {
    const { status, errors } = await asked(operations.createTicket)(
      { params: { serviceId: 'support' }, query: {}, body: null },
      body,
    );
    expect(status).toBe(400);
    expect(JSON.stringify(errors).length).toBeLessThan(100_000);
  }
});

it('looks through a value of any depth, in time that grows with its size alone', () => {
  const ask = asked(operations.createTicket);
  const nested = (depth: number) =>
    `{"title":"x","html":"<p>x</p>","customer":${'{"a":'.repeat(depth)}"\\ud800"${'}'.repeat(depth)}}`;
  const time = async (depth: number) => {
    const began = process.cpuUsage();
    const { status, errors } = await ask({ params: { serviceId: 'support' }, query: {}, body: null }, nested(depth));
    const { user, system } = process.cpuUsage(began);
    return { status, first: errors[0]?.detail, milliseconds: (user + system) / 1000 };
  };
  return (async () => {
    const answers = [await time(20_000), await time(40_000)];
    for (const { status, first } of answers)
      expect({ status, first }).toEqual({
        status: 400,
        first: 'Must be whole Unicode text: half of a surrogate pair stands alone',
      });
    expect(answers[1]!.milliseconds).toBeLessThan(2000);
  })();
});

describe('good texts stay good', () => {
  const ask = asked(operations.createTicket);
  const create = (body: object) =>
    ask({ params: { serviceId: 'support' }, query: {}, body: { title: 'x', html: '<p>x</p>', customer: {}, ...body } });
  it.each([
    ['emoji that are joined', { title: '👨‍👩‍👧 가족' }],
    ['Persian with its joiner', { title: 'می‌خواهم' }],
    ['Hebrew between marks', { title: '\u200fשלום' }],
    ['space around it', { title: '  Hello\n' }],
    ['one letter', { title: 'ㄱ' }],
    ['a sign alone', { title: '?' }],
    ['tags of several words', { tags: ['two words', '배송'] }],
    ['HTML of several lines', { html: '<p>a</p>\r\n\t<p>b</p>' }],
    ['a field of several lines', { fields: { note: 'a\r\nb\tc' } }],
    ['an empty field', { fields: { note: '' } }],
    ['a name in any script', { customer: { name: '김 미나 ⚡', phone: '+82 10-1234-5678' } }],
  ])('%s', async (_what, body) => {
    expect(await create(body)).toEqual({ status: 404, errors: [] });
  });
});
