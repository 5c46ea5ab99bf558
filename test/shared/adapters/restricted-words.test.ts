import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { deskFactRows } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { deskEventKey } from '../../../shared/adapters/dynamodb/keys.ts';
import {
  dynamoRestrictedWords,
  restrictedWordsRows,
} from '../../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { deskFactOfChange } from '../../../shared/application/administration/desk-fact.ts';
import type { RestrictedWordsRepository } from '../../../shared/application/ports/desk-settings.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../../shared/domain/restricted/word-limits.ts';
import { steppingClock } from '../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const open = () => dynamoRestrictedWords({ ...engine, backoff: async () => {} });
const clock = steppingClock();
const factOf = (serviceId: string) =>
  deskFactOfChange(
    clock,
    { serviceId, agentId: 'boss', correlationId: 'cor_1' },
    { kind: 'restricted_words', id: serviceId },
    { words: [] },
    { words: ['바보'] },
  );

const rowOf = async (Key: Record<string, string>) =>
  (await engine.client.send(new GetCommand({ TableName: engine.deskTable, Key, ConsistentRead: true }))).Item;

describe('restricted words', () => {
  let lists: RestrictedWordsRepository;
  let names = 0;
  beforeAll(() => {
    lists = open();
  });
  const aList = async (words = ['바보']) => {
    names += 1;
    const empty = await lists.find(`service-${names}`);
    const list = { ...empty, version: 1, words, editedBy: 'boss', editedAt: '2026-11-22T09:00:00.000Z' };
    return { empty, list, save: (next = list, before = empty) => lists.save(next, before, factOf(list.serviceId)) };
  };

  it('has an empty list for a service without one', async () => {
    expect(await lists.find('nowhere')).toEqual({ serviceId: 'nowhere', version: 0, words: [] });
  });

  it('gives back what was written, of its own service, and as much as may be', async () => {
    const { list, save } = await aList(
      Array.from({ length: WORDS_LIMIT }, (__, i) => `${i}`.padStart(WORD_LENGTH, '가')),
    );
    expect(await save()).toBe(true);
    expect(await lists.find(list.serviceId)).toEqual(list);
    expect((await lists.find('another')).words).toEqual([]);
  });

  it('writes none over another version', async () => {
    const { list, empty, save } = await aList();
    expect([
      await save(),
      await save(),
      await save({ ...list, version: 2, words: ['새끼'] }, list),
      await save({ ...list, version: 2 }, list),
    ]).toEqual([true, false, true, false]);
    expect((await lists.find(list.serviceId)).words).toEqual(['새끼']);
    expect(empty.version).toBe(0);
  });

  it('lets one win of many who change the same version at once', async () => {
    const { list, empty, save } = await aList();
    const saved = await Promise.all(
      Array.from({ length: 8 }, (__, i) => save({ ...list, words: [`word ${i}`] }, empty)),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect((await lists.find(list.serviceId)).words).toEqual([`word ${saved.indexOf(true)}`]);
  });
});

it('writes the fact with the list, and none with what was refused', async () => {
  const lists = open();
  const empty = await lists.find('told');
  const [first, second] = [factOf('told'), factOf('told')];
  expect([
    await lists.save({ ...empty, version: 1, words: ['바보'] }, empty, first),
    await lists.save({ ...empty, version: 1, words: ['새끼'] }, empty, second),
  ]).toEqual([true, false]);
  expect(deskFactRows.read(await rowOf(deskEventKey('told', first.id)))).toEqual(first);
  expect(await rowOf(deskEventKey('told', second.id))).toBeUndefined();
});

it('fails loudly for a row of another make', () => {
  expect(() =>
    restrictedWordsRows.read({ entity: 'restricted_words', serviceId: 'support', version: 1, words: '바보' }),
  ).toThrow();
});
