import { dynamoPreferencesRepository } from '../../../shared/adapters/dynamodb/preferences-repository.ts';
import type { PreferencesRepository } from '../../../shared/application/ports/desk.ts';
import { changePreferences, defaultPreferences } from '../../../shared/domain/desk/preferences.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';

let engine: DynamoEngine;
let preferences: PreferencesRepository;
beforeAll(async () => {
  engine = await startDynamoEngine();
  preferences = dynamoPreferencesRepository(engine);
});
afterAll(() => engine.stop());

const chosen = (agentId: string) =>
  changePreferences(defaultPreferences(agentId), {
    theme: 'dark',
    panelOrder: ['calls', 'fields'],
    alerts: { call_due: { sound: true } },
    signatures: { care: { html: '<p>Mina</p>', text: 'Mina' } },
  });

it('finds nothing of who has chosen nothing', async () => {
  expect(await preferences.find('nobody')).toBeUndefined();
});
it('gives back what was kept', async () => {
  expect(await preferences.save(chosen('mina'), undefined)).toBe(true);
  expect(await preferences.find('mina')).toEqual(chosen('mina'));
});
it('refuses whoever read an older version', async () => {
  const first = chosen('jun');
  await preferences.save(first, undefined);
  const second = changePreferences(first, { theme: 'light' });
  expect(await preferences.save(second, first)).toBe(true);
  expect(await preferences.save(changePreferences(first, { language: 'ko' }), first)).toBe(false);
  expect(await preferences.save(first, undefined)).toBe(false);
  expect(await preferences.find('jun')).toEqual(second);
});
