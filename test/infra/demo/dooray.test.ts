import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { guardedHttps } from '../../../shared/adapters/http-out/guarded-https.ts';
import { httpsDooray } from '../../../shared/adapters/dooray/https-dooray.ts';
import { DOORAY_TOKEN, startDemoDooray } from '../../../infra/demo/dooray.ts';
import { simulatorsCertificate } from '../../../infra/demo/simulators.ts';
import { ESCALATIONS, PRODUCT } from '../../simulators/dooray/organization.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';

afterAll(removeTemporaryFolders);

it('is asked by the demo’s token under the certificate of the simulators, and keeps its tasks in the data folder', async () => {
  const folder = temporaryFolder();
  const dooray = await startDemoDooray(0, folder);
  try {
    const allowedHosts = [dooray.host];
    const api = httpsDooray({
      https: guardedHttps({ allowedHosts, authority: simulatorsCertificate().certificate }),
      allowedHosts,
      now: () => new Date(),
      wait: async () => undefined,
    });
    const access = { host: dooray.host, token: DOORAY_TOKEN };
    expect(await api.projects(access)).toMatchObject({
      ok: true,
      value: { items: [{ id: PRODUCT.id }, { id: ESCALATIONS.id }, { name: '@mina' }] },
    });
    const events = ['postWorkflowChanged', 'postCommentCreated'] as const;
    const hook = { projectId: PRODUCT.id, url: 'http://localhost:4400/hooks/dooray/secret', events };
    expect(await api.createHook(access, hook)).toMatchObject({ ok: true });
    expect(existsSync(join(folder, 'dooray.json'))).toBe(true);
  } finally {
    await dooray.stop();
  }
});
