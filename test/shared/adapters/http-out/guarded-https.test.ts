import {
  guardedHttps,
  type GuardedHttpsOptions,
  type OutboundCall,
  type OutboundPost,
} from '../../../../shared/adapters/http-out/guarded-https.ts';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../../../simulators/customer-information/start-customer-information.ts';

const HANA = JSON.stringify({ memberId: 'shop-1001' });
let api: CustomerInformationSimulator;
beforeAll(async () => {
  api = await startCustomerInformation({ names: ['api.example.com', 'other.example.com'] });
});
afterAll(() => api.stop());

const loopback = [{ address: '127.0.0.1', family: 4 }];
const at = (host: string, path: string) => `https://${host}:${String(api.port)}${path}`;
/** The simulator under its names, each resolved to this machine. */
const aClient = (over: GuardedHttpsOptions = {}) =>
  guardedHttps({
    allowedHosts: ['localhost', 'api.example.com', 'other.example.com'].map((host) => `${host}:${String(api.port)}`),
    authority: api.authority,
    resolve: async () => loopback,
    ...over,
  });
const aPost = (over: Partial<OutboundPost> = {}): OutboundPost => ({
  url: at('api.example.com', '/customers'),
  body: HANA,
  headers: {},
  timeoutMilliseconds: 2000,
  maxBytes: 1024,
  ...over,
});
const post = (over: Partial<OutboundPost> = {}, options: GuardedHttpsOptions = {}) =>
  aClient(options).post(aPost(over));
const failing = (failure: string) => ({ name: 'OutboundError', failure });

test('given an API, then it gets the body as JSON and its answer comes back', async () => {
  const { status, body } = await post({ headers: { 'x-one': '1' } });
  expect({ status, answer: JSON.parse(body.toString()) }).toMatchObject({
    status: 200,
    answer: { data: { name: '김하늘' } },
  });
  expect(api.received.at(-1)).toMatchObject({
    path: '/customers',
    body: HANA,
    headers: {
      'content-type': 'application/json',
      'content-length': String(HANA.length),
      'x-one': '1',
      'accept-encoding': 'identity',
    },
  });
});

describe('given a host that lies at an address that is not public', () => {
  test.each([
    ['its only address', [{ address: '10.0.0.8', family: 4 }]],
    [
      'one of its addresses',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ],
    ],
    [
      'its IPv6 address',
      [
        { address: '93.184.215.14', family: 4 },
        { address: 'fd00:ec2::254', family: 6 },
      ],
    ],
    ['an IPv4 address within IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }]],
  ])('by %s, then it is not asked', async (__, addresses) => {
    const asked = api.received.length;
    await expect(post({}, { allowedHosts: [], resolve: async () => addresses })).rejects.toMatchObject(
      failing('address_refused'),
    );
    expect(api.received).toHaveLength(asked);
  });

  test.each(['127.0.0.1', '[::1]', '127.1', '2130706433', '[::ffff:127.0.0.1]'])(
    'written as %s, then it is not asked, and no name is looked up',
    async (host) => {
      const resolve = async (): Promise<never> => {
        throw new Error('looked up');
      };
      await expect(post({ url: at(host, '/customers') }, { allowedHosts: [], resolve })).rejects.toMatchObject(
        failing('address_refused'),
      );
    },
  );

  test('but allowed on another port, then it is not asked', async () => {
    await expect(post({}, { allowedHosts: ['api.example.com:443'] })).rejects.toMatchObject(failing('address_refused'));
  });

  test('and allowed by its name alone, then it is asked on any port', async () => {
    expect(await post({}, { allowedHosts: [`api.example.com:${String(api.port)}`] })).toMatchObject({ status: 200 });
    await expect(post({}, { allowedHosts: ['api.example.com'] })).rejects.toMatchObject(failing('address_refused'));
    await expect(post({}, { allowedHosts: ['example.com'] })).rejects.toMatchObject(failing('address_refused'));
  });

  test('by the machine’s own resolver, then it is not asked', async () => {
    await expect(guardedHttps().post(aPost({ url: at('localhost', '/customers') }))).rejects.toMatchObject(
      failing('address_refused'),
    );
  });
});

test('given a name that stands for another address at the next question, then it is asked once and the connection goes to what was looked at', async () => {
  // Nothing listens at 127.0.0.9: a client that asked again would fail.
  const answers = [loopback, [{ address: '127.0.0.9', family: 4 }]];
  let questions = 0;
  const resolve = async () => answers[Math.min(questions++, 1)]!;
  expect(await post({}, { resolve })).toMatchObject({ status: 200 });
  expect(questions).toBe(1);
});

describe('given redirects', () => {
  const redirect = (to: string, status = 307) =>
    at('api.example.com', `/redirect?${new URLSearchParams({ to, status: String(status) })}`);

  test.each([301, 302, 307, 308])('with %i, then the same is asked there', async (status) => {
    expect(await post({ url: redirect('/customers', status) })).toMatchObject({ status: 200 });
    expect(api.received.at(-1)).toMatchObject({ path: '/customers', body: HANA });
  });

  test('of three in a row, then it follows; a fourth is refused', async () => {
    expect(await post({ url: at('api.example.com', '/redirects/3') })).toMatchObject({ status: 200 });
    await expect(post({ url: at('api.example.com', '/redirects/4') })).rejects.toMatchObject(
      failing('redirect_refused'),
    );
  });

  test.each([
    ['to http', 'http://api.example.com/customers', 'redirect_refused'],
    ['to a file', 'file:///etc/passwd', 'redirect_refused'],
    ['with a name and password', 'https://user:secret@api.example.com/', 'redirect_refused'],
    ['to nowhere', 'https://', 'redirect_refused'],
    ['to metadata', 'https://169.254.169.254/latest/meta-data/', 'address_refused'],
    ['to loopback', 'https://127.0.0.1:1/', 'address_refused'],
  ])('%s, then it is not followed', async (__, to, failure) => {
    await expect(post({ url: redirect(to) })).rejects.toMatchObject(failing(failure));
  });

  test('to a name that lies at a private address, then it is not followed', async () => {
    const resolve = async (host: string) =>
      host === 'inside.example.com' ? [{ address: '10.0.0.8', family: 4 }] : loopback;
    await expect(post({ url: redirect('https://inside.example.com/') }, { resolve })).rejects.toMatchObject(
      failing('address_refused'),
    );
  });

  test('to another origin, then it is followed without the headers that are this one’s own', async () => {
    const ownHeaders = { authorization: 'signature' };
    await post({ url: redirect('/customers'), ownHeaders });
    expect(api.received.at(-1)!.headers).toMatchObject(ownHeaders);
    expect(await post({ url: redirect(at('other.example.com', '/customers')), ownHeaders })).toMatchObject({
      status: 200,
    });
    expect(api.received.at(-1)!.headers).not.toHaveProperty('authorization');
  });
});

describe('given another method or body', () => {
  const send = (over: Partial<OutboundCall>) => aClient().send({ ...aPost(), method: 'POST', ...over });

  test('then a call without a body has no header of one, and headers that are asked for come back', async () => {
    const { body: _body, ...bodyless } = aPost();
    const url = at('api.example.com', '/status/200');
    const answer = await aClient().send({ ...bodyless, url, method: 'GET', answerHeaders: ['content-type', 'x-none'] });
    expect(answer.headers).toEqual({ 'content-type': expect.stringContaining('json') });
    for (const header of ['content-type', 'content-length'])
      expect(api.received.at(-1)!.headers).not.toHaveProperty(header);
  });

  test('then bytes go as they are, under their own type, after a redirect too', async () => {
    const body = Buffer.from('{"memberId":"shop-1001","x":"가"}');
    await send({ url: at('api.example.com', '/redirects/1'), body, contentType: 'application/octet-stream' });
    expect(api.received.at(-1)).toMatchObject({
      path: '/customers',
      body: body.toString(),
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(body.length) },
    });
  });

  test('then own headers go along to the other origins that take them, and to no others', async () => {
    const to = `/redirect?${new URLSearchParams({ to: at('other.example.com', '/customers') })}`;
    const ownHeaders = { authorization: 'token' };
    for (const host of ['other.example.com', 'third.example.com']) {
      const takesOwnHeaders = ({ hostname }: URL) => hostname === host;
      await send({ url: at('api.example.com', to), ownHeaders, takesOwnHeaders });
      expect(api.received.at(-1)!.headers.authorization).toBe(host === 'other.example.com' ? 'token' : undefined);
    }
  });
});

describe('given an answer', () => {
  const OVERHEAD = '{"data":{"grade":""}}'.length;
  test('of as many bytes as may be, then it is whole; one more is refused', async () => {
    expect((await post({ url: at('api.example.com', `/large?bytes=${String(1024 - OVERHEAD)}`) })).body).toHaveLength(
      1024,
    );
    await expect(post({ url: at('api.example.com', `/large?bytes=${String(1025 - OVERHEAD)}`) })).rejects.toMatchObject(
      failing('too_large'),
    );
  });

  test.each(['/slow', '/drip'])('that never ends (%s), then it is given up in time', async (path) => {
    const began = performance.now();
    await expect(
      post({ url: at('api.example.com', path), timeoutMilliseconds: 300, maxBytes: 1_000_000 }),
    ).rejects.toMatchObject(failing('timeout'));
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('that breaks off, then it is none', async () => {
    await expect(post({ url: at('api.example.com', '/hangs-up') })).rejects.toMatchObject(failing('unreachable'));
  });
});

test('given a resolver that never answers, then it is given up in time', async () => {
  await expect(
    post({ timeoutMilliseconds: 200 }, { resolve: () => new Promise(() => undefined) }),
  ).rejects.toMatchObject(failing('timeout'));
});

test.each([
  [
    'that no resolver knows',
    {},
    {
      resolve: async () => {
        throw new Error('ENOTFOUND');
      },
    },
    'unreachable',
  ],
  ['without an address', {}, { resolve: async () => [] }, 'unreachable'],
  ['whose certificate nobody vouches for', {}, { authority: undefined as never }, 'unreachable'],
  ['with another name than its certificate’s', { url: 'elsewhere' }, {}, 'unreachable'],
  ['of http', { url: 'http' }, {}, 'address_refused'],
])(
  'given a host %s, then it is not asked',
  async (__, { url }: { url?: string }, options: GuardedHttpsOptions, failure) => {
    const asked = api.received.length;
    const address =
      url === 'elsewhere'
        ? at('elsewhere.example.com', '/customers')
        : url === 'http'
          ? at('api.example.com', '/customers').replace('https', 'http')
          : at('api.example.com', '/customers');
    await expect(
      post(
        { url: address },
        { ...(url === 'elsewhere' && { allowedHosts: [`elsewhere.example.com:${String(api.port)}`] }), ...options },
      ),
    ).rejects.toMatchObject(failing(failure));
    expect(api.received).toHaveLength(asked);
  },
);

describe('given an answer that may be cut', () => {
  test('when it is longer, then its beginning comes back, and the connection is over', async () => {
    const call = { url: at('api.example.com', '/large?bytes=100000'), isCut: true };
    expect((await post(call)).body).toHaveLength(1024);
  });
  test('when it is not, then all of it comes back', async () => {
    expect((await post({ isCut: true })).body.toString()).toContain('김하늘');
  });
});
