import { connectShop, SHOP_SOURCE } from '../../../infra/demo/connect-shop.ts';
import { planDemo } from '../../../infra/demo/plan-demo.ts';
import { SHOP_KEY, shopCustomers } from '../../../infra/demo/shop.ts';
import { systemClockAndIds } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoInformationSourceRepository } from '../../../shared/adapters/dynamodb/information-source-repository.ts';
import { memoryVault } from '../../support/memory/memory-vault.ts';
import { normalizePhone } from '../../../shared/adapters/phone/normalize-phone.ts';
import { deleteSource } from '../../../shared/application/customer-information/sources.ts';
import { keyContext } from '../../../shared/domain/customer-information/information-source.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const backoff = (attempt: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, attempt * 10);
  });

it('knows every customer of the demo, by what their tickets hold of them', () => {
  const shop = shopCustomers(now);
  const asked = planDemo(now).flatMap(
    ({ steps: [first] }): readonly { readonly phone?: string; readonly email?: string }[] =>
      first?.kind === 'create' && first.customer.phone !== undefined
        ? [
            {
              phone: normalizePhone(first.customer.phone, 'KR')!,
              ...(first.customer.email === undefined ? {} : { email: first.customer.email }),
            },
          ]
        : first?.kind === 'mail' && first.from.email.endsWith('@customer.example.com') && first.isSpam === undefined
          ? [{ email: first.from.email }]
          : [],
  );
  expect(asked.length).toBeGreaterThan(200);
  expect(
    asked.filter(
      (one) => !shop.some((customer) => Object.entries(one).every(([name, value]) => customer[name] === value)),
    ),
  ).toEqual([]);
});

describe('the desk is connected with it', () => {
  let engine: DynamoEngine;
  beforeAll(async () => {
    engine = await startDynamoEngine();
  }, 60_000);
  afterAll(() => engine.stop());
  const vault = memoryVault();
  const [here, there] = ['https://localhost:4407/customers', 'https://localhost:5007/customers'];
  const sources = () => dynamoInformationSourceRepository({ ...engine, backoff });
  const stored = () => sources().find(SHOP_SOURCE.serviceId, SHOP_SOURCE.sourceId);
  const connect = (url: string, before?: string) =>
    connectShop({ ...engine, vault, agentId: 'admin' }, { url, ...(before === undefined ? {} : { before }) });

  it('once, with a sealed key; its address follows the port, unless an administrator chose another or took it away', async () => {
    await connect(here);
    await connect(here);
    const source = (await stored())!;
    expect(source).toMatchObject({ version: 1, baseUrl: here, active: true });
    expect(source.sealedKey).not.toContain(SHOP_KEY);
    expect(await vault.open(keyContext(source), source.sealedKey!)).toBe(SHOP_KEY);

    await connect(there, here);
    expect(await stored()).toEqual({ ...source, version: 2, baseUrl: there });
    await connect('https://localhost:6007/customers', here);
    expect(await stored()).toMatchObject({ version: 2, baseUrl: there });

    await deleteSource({ sources: sources(), clock: systemClockAndIds(), backoff })({
      ...SHOP_SOURCE,
      agentId: 'admin',
      correlationId: 'cor_1',
    });
    await connect(here, there);
    expect(await stored()).toBeUndefined();
  });
});
