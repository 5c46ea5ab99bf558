import {
  DecryptCommand,
  GenerateDataKeyCommand,
  type DecryptCommandOutput,
  type GenerateDataKeyCommandOutput,
  KMSClient,
} from '@aws-sdk/client-kms';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { REPLY_SECRET_KEY } from '../../shared/adapters/dynamodb/keys.ts';
import { dynamoReplySecrets } from '../../shared/adapters/dynamodb/reply-secret.ts';
import { type FunctionName, inRole } from '../support/roles/in-role.ts';
import { hostedStage } from '../support/roles/stage-of-file.ts';

const SIGNERS = ['send-mail', 'mail-preview'] as const;
const REPLY_FUNCTIONS = [...SIGNERS, 'receive-mail'] as const;
const VAULT_FUNCTIONS = ['confidential', 'customer-information', 'ticket-commands', 'administration'] as const;
const REPLIES = { purpose: 'reply-addresses' };
const A_TICKET = { serviceId: 'support', number: '1' };

const aStage = async () => {
  const stage = await hostedStage();
  await stage.empty();
  const keyId = stage.functions.get('send-mail')!.environment['DATA_KEY_ID']!;
  const settings = (name: FunctionName) => ({ ...stage.operator, credentials: stage.credentialsOf(name) });
  const askKms =
    <T>(ask: (kms: KMSClient) => Promise<T>) =>
    async (name: FunctionName): Promise<T> => {
      const kms = new KMSClient(settings(name));
      try {
        return await ask(kms);
      } finally {
        kms.destroy();
      }
    };
  return {
    ...stage,
    settings,
    signer: async (name: (typeof SIGNERS)[number]) => (await inRole(name)).replyReference,
    verifier: async () => (await inRole('receive-mail')).replyReference,
    secrets: dynamoReplySecrets({ client: stage.client, deskTable: stage.names.deskTable }),
    make: (name: FunctionName, EncryptionContext: Record<string, string>): Promise<GenerateDataKeyCommandOutput> =>
      askKms((kms) => kms.send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext })))(
        name,
      ),
    open: (
      name: FunctionName,
      CiphertextBlob: Uint8Array,
      EncryptionContext: Record<string, string>,
    ): Promise<DecryptCommandOutput> =>
      askKms((kms) => kms.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob, EncryptionContext })))(name),
  };
};
const DENIED = { name: 'AccessDeniedException' };
const OF_ANOTHER_CONTEXT = { name: 'InvalidCiphertextException' };

describe('the reply address of a ticket', () => {
  it.each([SIGNERS, ['mail-preview', 'send-mail']] as const)(
    'is signed alike by %s and %s, whoever is first, and verified by who receives mail',
    async (first, second) => {
      const stage = await aStage();
      const mac = await (await stage.signer(first)).sign('support', 7);
      expect(await (await stage.signer(second)).sign('support', 7)).toBe(mac);
      const { verify } = await stage.verifier();
      expect(await Promise.all([verify('support', 7, mac), verify('support', 8, mac)])).toEqual([true, false]);
    },
  );

  it('is signed alike by two who are the first at the same moment', async () => {
    const stage = await aStage();
    const signers = await Promise.all([...SIGNERS, ...SIGNERS].map((name) => stage.signer(name)));
    const macs = await Promise.all(signers.map(({ sign }) => sign('support', 7)));
    expect(new Set(macs).size).toBe(1);
    expect(await (await stage.verifier()).verify('support', 7, macs[0]!)).toBe(true);
  });

  it('is nobody’s while nothing was signed: who receives mail makes no secret', async () => {
    const stage = await aStage();
    expect(await (await stage.verifier()).verify('support', 7, 'a'.repeat(16))).toBe(false);
    expect(await stage.secrets.find()).toBeUndefined();
  });
});

describe('given the one key of originals, fields and reply addresses', () => {
  it.each(REPLY_FUNCTIONS)('then %s opens nothing that belongs to a service', async (name) => {
    const stage = await aStage();
    const { CiphertextBlob: original } = await stage.make('confidential', A_TICKET);
    await expect(stage.open(name, original!, A_TICKET)).rejects.toMatchObject(DENIED);
    await expect(stage.open(name, original!, {})).rejects.toMatchObject(DENIED);
    await expect(stage.open(name, original!, REPLIES)).rejects.toMatchObject(OF_ANOTHER_CONTEXT);
    await expect(stage.open(name, original!, { ...A_TICKET, ...REPLIES })).rejects.toMatchObject(OF_ANOTHER_CONTEXT);
    await expect(stage.make(name, A_TICKET)).rejects.toMatchObject(DENIED);
    expect((await stage.open('confidential', original!, A_TICKET)).Plaintext).toHaveLength(32);
  });

  it.each(VAULT_FUNCTIONS)('then %s neither makes nor opens the secret of reply addresses', async (name) => {
    const stage = await aStage();
    await (await stage.signer('send-mail')).sign('support', 7);
    const secret = (await stage.secrets.find())!;
    await expect(stage.open(name, secret, REPLIES)).rejects.toMatchObject(DENIED);
    await expect(stage.open(name, secret, {})).rejects.toMatchObject(DENIED);
    await expect(stage.make(name, REPLIES)).rejects.toMatchObject(DENIED);
    expect((await stage.open('send-mail', secret, REPLIES)).Plaintext).toHaveLength(32);
  });

  it('then who may open values of services opens the secret under none of their contexts', async () => {
    const stage = await aStage();
    await (await stage.signer('send-mail')).sign('support', 7);
    const secret = (await stage.secrets.find())!;
    for (const context of [A_TICKET, { ...A_TICKET, ...REPLIES }])
      for (const name of ['confidential', 'customer-information'] as const)
        await expect(stage.open(name, secret, context)).rejects.toMatchObject(OF_ANOTHER_CONTEXT);
  });

  it('then who receives mail makes no secret', async () => {
    const stage = await aStage();
    await expect(stage.make('receive-mail', REPLIES)).rejects.toMatchObject(DENIED);
  });
});

it('given who shows mails before they are sent, then it writes the row of the secret and no other', async () => {
  const stage = await aStage();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(stage.settings('mail-preview')));
  const put = (PK: string) =>
    client.send(new PutCommand({ TableName: stage.names.deskTable, Item: { ...REPLY_SECRET_KEY, PK } }));
  await put(REPLY_SECRET_KEY.PK);
  for (const other of ['TICKET#support#1', 'SERVICE#support', `${REPLY_SECRET_KEY.PK}#1`])
    await expect(put(other)).rejects.toMatchObject(DENIED);
  client.destroy();
});
