import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App } from 'aws-cdk-lib';
import { synthesize } from '../../support/synthesize.ts';

describe('given the console stack', () => {
  const { ofType, stacks } = synthesize();
  const [, deployment] = ofType('Custom::CDKBucketDeployment')[0]!;
  const { SourceObjectKeys, SourceMarkers, SystemMetadata, Prune } = deployment.Properties as {
    SourceObjectKeys: string[]; SourceMarkers: Record<string, unknown>[]; SystemMetadata: unknown; Prune: boolean;
  };
  const { outdir } = stacks.console.node.root as App;
  const file = (name: string) => SourceObjectKeys.map((key) => join(outdir, `asset.${key.replace('.zip', '')}`, name)).find((path) => existsSync(path))!;

  test('then page, OpenAPI and settings are put up together, and older pieces stay for consoles that are open', () => {
    for (const name of ['index.html', 'openapi.json', 'config.json']) expect({ name, there: existsSync(file(name)) }).toEqual({ name, there: true });
    expect(Prune).toBe(false);
    expect(SystemMetadata).toEqual({ 'cache-control': 'no-cache' });
  });

  test('then the settings tell the console where to call, connect and sign in', () => {
    const markers = Object.entries(Object.assign({}, ...SourceMarkers) as Record<string, unknown>);
    const text = markers.reduce((all, [marker, value]) => all.replaceAll(marker, JSON.stringify(value).replaceAll('"', '')), readFileSync(file('config.json'), 'utf8'));
    expect(text).not.toContain('marker');
    expect(JSON.parse(text)).toEqual({
      apiUrl: '',
      liveUrl: expect.stringMatching(/^wss:\/\/.*LiveApi.*\.execute-api\..*AWS::Region.*\.amazonaws\.com\/live$/),
      identity: {
        authority: expect.stringMatching(/^https:\/\/cognito-idp\..*\.amazonaws\.com\/.*IdentityPool.*$/),
        domain: expect.stringMatching(/^https:\/\/.*IdentityPoolDomain.*\.auth\..*\.amazoncognito\.com$/),
        clientId: expect.stringContaining('Client'),
        redirectUrl: expect.stringMatching(/^https:\/\/.*DomainName.*\/signed-in$/),
        logoutUrl: expect.stringMatching(/^https:\/\/.*\/logout\?client_id=.*&logout_uri=https:\/\/.*\/$/),
      },
      languages: ['en', 'ko'],
    });
  });
});
