import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployFiles } from '../../../../infra/local/distribution/bucket-deployment.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import { aDeployment } from '../../../support/local/a-deployment.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

let state: State;
let assets: string;
const put: { readonly key: string; readonly body: string; readonly headers: Readonly<Record<string, string>> }[] = [];

beforeEach(() => {
  put.length = 0;
  const root = temporaryFolder();
  state = openState(root);
  assets = join(root, 'assets');
  mkdirSync(join(assets, 'web', 'assets'), { recursive: true });
  mkdirSync(join(assets, 'config'));
  writeFileSync(join(assets, 'web', 'index.html'), '<html>');
  writeFileSync(join(assets, 'web', 'config.json'), 'old');
  writeFileSync(join(assets, 'web', 'assets', 'app.js'), '1');
  writeFileSync(join(assets, 'config', 'config.json'), '{"url":"<<marker:0xbaba:0>>"}');
});
afterEach(() => {
  state.close();
});
afterAll(removeTemporaryFolders);

const deploy = (properties: object = {}) =>
  deployFiles({
    state,
    assetFolder: (key) => join(assets, key),
    buckets: {
      put: async (bucket, key, body, headers = {}) => {
        expect(bucket).toBe('files');
        put.push({ key, body: String(body), headers });
      },
    },
    deployment: aDeployment({
      type: 'Custom::CDKBucketDeployment',
      logicalId: 'Files',
      properties: {
        SourceObjectKeys: ['web', 'config'],
        SourceMarkers: [{}, { '<<marker:0xbaba:0>>': 'http://localhost:4400/"x"' }],
        SourceMarkersConfig: [{}, { jsonEscape: true }],
        DestinationBucketName: 'files',
        SystemMetadata: { 'cache-control': 'no-cache' },
        Prune: false,
        ...properties,
      },
    }),
  });

it('puts every file with its type and metadata, markers replaced, later sources over earlier ones', async () => {
  await deploy();
  expect(put.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
    {
      key: 'assets/app.js',
      body: '1',
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
    },
    {
      key: 'config.json',
      body: '{"url":"http://localhost:4400/\\"x\\""}',
      headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    },
    {
      key: 'index.html',
      body: '<html>',
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    },
  ]);
});

it('puts them below a prefix', async () => {
  await deploy({ SourceObjectKeys: ['config'], SourceMarkers: [{}], DestinationBucketKeyPrefix: 'a/b' });
  expect(put.map(({ key }) => key)).toEqual(['a/b/config.json']);
});

it('leaves what lies there already', async () => {
  await deploy();
  put.length = 0;
  await deploy();
  expect(put).toEqual([]);
  writeFileSync(join(assets, 'web', 'index.html'), '<html lang="ko">');
  await deploy();
  expect(put.map(({ key }) => key)).toContain('index.html');
});
