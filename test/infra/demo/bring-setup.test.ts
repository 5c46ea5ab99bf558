import { readFileSync } from 'node:fs';
import { bringHours } from '../../../infra/demo/bring-hours.ts';
import { bringSetup } from '../../../infra/demo/bring-setup.ts';
import { demoDocument } from '../../../infra/demo/demo-data.ts';
import { applyDeskDocument } from '../../../infra/operate/apply-desk-document.ts';
import { deskDocumentSchema } from '../../../infra/operate/desk-document.ts';
import { setupOn } from '../../../infra/operate/setup-file.ts';
import { systemClockAndIds } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoBusinessHours } from '../../../shared/adapters/dynamodb/trigger-repository.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { readSetup } from '../../../shared/application/desk-setup/read-setup.ts';
import { isInUse } from '../../../shared/domain/trigger/trigger.ts';
import { FIELD_TYPES } from '../../../shared/domain/desk/field.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';

const backoff = (attempt: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, attempt * 10);
  });
let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
}, 60_000);
afterAll(() => engine.stop());

it('given the demo’s desk, then its service gets a set-up, and bringing it once more changes nothing', async () => {
  const stored = { ...engine, backoff };
  await applyDeskDocument({
    registry: dynamoDeskRegistry(stored),
    accounts: { ensure: async ({ email }) => ({ agentId: email, state: 'in_use', made: true }) },
  })(deskDocumentSchema.parse(JSON.parse(readFileSync(demoDocument, 'utf8'))));
  const setup = setupOn({ ...stored, deskTable: engine.deskTable });

  expect((await bringSetup(setup, 'admin')).applied).toBeGreaterThan(15);
  const first = await readSetup(setup)('care');
  expect(first.fields.map(({ scope }) => scope)).toEqual(expect.arrayContaining(['customer', 'agent']));
  expect(new Set(first.fields.map(({ type }) => type))).toEqual(new Set(FIELD_TYPES));
  expect(new Set(first.templates.map(({ language }) => language))).toEqual(new Set(['ko', 'en']));
  expect([first.layouts.length, first.words.words.length]).toEqual([4, 8]);
  // Those that are in use change nothing of what stories and screenshots begin with.
  expect(first.triggers.filter(isInUse).map(({ triggerId }) => triggerId)).toEqual([
    'refunds-to-billing',
    'vip-urgent',
  ]);
  expect(first.triggers.map(({ stopped }) => stopped)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  // Whoever tries the demo isn't stopped by a field that the demo's own conversations leave empty.
  expect(first.fields.filter(({ required }) => required)).toEqual([]);

  expect(await bringSetup(setup, 'admin')).toEqual({ applied: 0 });
  expect(await readSetup(setup)('care')).toEqual(first);
});

it('given the demo’s desk, then its service is open on workdays, and setting that once more changes nothing', async () => {
  const stored = { client: engine.client, deskTable: engine.deskTable, backoff };
  const hours = dynamoBusinessHours(stored);
  const deps = { hours, directory: dynamoDeskDirectory(stored), clock: systemClockAndIds(), backoff };
  await bringHours(deps, 'admin');
  const first = await hours.find('care');
  expect(Object.keys(first.weekly).toSorted()).toEqual(['friday', 'monday', 'thursday', 'tuesday', 'wednesday']);
  await bringHours(deps, 'admin');
  expect(await hours.find('care')).toEqual(first);
});
