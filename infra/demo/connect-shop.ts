import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { namesPrivateAddress } from '../../shared/adapters/http-out/public-address.ts';
import { createSource, type SourceSettings } from '../../shared/application/customer-information/create-source.ts';
import { editSource } from '../../shared/application/customer-information/edit-source.ts';
import type { Vault } from '../../shared/application/ports/confidential.ts';
import { SHOP_KEY } from './shop.ts';

/** The source's id: fixed, so that the next start finds it. */
export const SHOP_SOURCE = { serviceId: 'care', sourceId: 'inf_demo-shop' } as const;

/** Where the shop is asked, and where it was asked before; without `before` this desk has never known it. */
export type ShopAddress = { readonly url: string; readonly before?: string };

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly vault: Pick<Vault, 'seal'>;
  /** In whose name. */ readonly agentId: string;
};

const settingsAt = (baseUrl: string): SourceSettings => ({
  name: '온라인 매장 Online shop',
  baseUrl,
  active: true,
  order: 0,
  channels: ['email', 'created'],
  request: [
    { variable: 'email', from: { kind: 'customer', property: 'email' } },
    { variable: 'phone', from: { kind: 'customer', property: 'phone' } },
  ],
  results: [
    { label: '회원 번호 Member', key: 'memberId' },
    { label: '등급 Grade', key: 'grade' },
    { label: '주문 수 Orders', key: 'orders' },
    { label: '최근 주문 Last order', key: 'lastOrder' },
  ],
});

/**
 * Sets the shop up as a source of the demo's service, once; later only its address follows the port that the desk was
 * started on. What administrators made of it stays.
 */
export const connectShop = async (
  { client, deskTable, vault, agentId }: Deps,
  { url, before }: ShopAddress,
): Promise<void> => {
  const { serviceId, sourceId } = SHOP_SOURCE;
  const clock = systemClockAndIds();
  const stored = { client, deskTable, backoff: jitteredBackoff };
  const deps = {
    vault,
    sources: dynamoInformationSourceRepository(stored),
    definitions: dynamoFieldRepository(stored),
    backoff: jitteredBackoff,
    namesPrivateAddress: (address: string) => namesPrivateAddress(new URL(address)),
    clock: {
      ...clock,
      newId: (prefix: Parameters<typeof clock.newId>[0]) => (prefix === 'inf' ? sourceId : clock.newId(prefix)),
    },
  };
  const by = { serviceId, agentId, correlationId: clock.newId('cor') };
  const found = await deps.sources.find(serviceId, sourceId);
  const result =
    found === undefined && before === undefined
      ? await createSource(deps)({ ...by, settings: settingsAt(url), key: SHOP_KEY })
      : found !== undefined && found.baseUrl === before && before !== url
        ? await editSource(deps)({ ...by, sourceId, changes: { baseUrl: url } })
        : undefined;
  if (result?.ok === false) throw new Error(`The demo's shop was refused: ${JSON.stringify(result.error)}`);
};
