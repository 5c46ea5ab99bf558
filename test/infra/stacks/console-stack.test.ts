import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aStage, synthesize } from '../../support/synthesize.ts';

type Deployment = {
  readonly SourceObjectKeys: string[];
  readonly SourceMarkers: Record<string, unknown>[];
  readonly SystemMetadata: unknown;
  readonly Prune: boolean;
};

describe('given the console stack', () => {
  const found: { deployment?: Deployment; pieces?: Deployment; files: Map<string, string>; order?: unknown } = {
    files: new Map(),
  };
  synthesize(aStage(), (outdir, resources) => {
    const deployments = resources('console').filter(([, { Type }]) => Type === 'Custom::CDKBucketDeployment');
    const named = (name: string) => deployments.find(([id]) => id.startsWith(name))!;
    found.deployment = named('ConsoleFiles')[1].Properties as Deployment;
    found.pieces = named('ConsolePieces')[1].Properties as Deployment;
    found.order = [
      (named('ConsoleFiles')[1] as { readonly DependsOn?: readonly string[] }).DependsOn,
      named('ConsolePieces')[0],
    ];
    for (const key of found.deployment.SourceObjectKeys) {
      for (const name of ['index.html', 'openapi.json', 'config.json']) {
        const path = join(outdir, `asset.${key.replace('.zip', '')}`, name);
        if (existsSync(path)) found.files.set(name, readFileSync(path, 'utf8'));
      }
    }
  });
  const { SourceMarkers, SystemMetadata, Prune } = found.deployment!;

  test('then page, OpenAPI and settings are put up together, and older pieces stay for consoles that are open', () => {
    expect([...found.files.keys()].sort()).toEqual(['config.json', 'index.html', 'openapi.json']);
    expect(Prune).toBe(false);
    expect(SystemMetadata).toEqual({ 'cache-control': 'no-cache' });
  });

  test('then pieces, which are named by their content, are up before the page and stay with browsers', () => {
    expect(found.pieces).toMatchObject({
      DestinationBucketKeyPrefix: 'assets',
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    const [before, pieces] = found.order as [string[], string];
    expect(before).toEqual(expect.arrayContaining([expect.stringContaining(pieces)]));
  });

  test('then each address is in one piece in the template, so that one machine can put its own in its place', () => {
    const { liveUrl, identity } = JSON.parse(found.files.get('config.json')!) as {
      liveUrl: string;
      identity: Record<string, string>;
    };
    for (const value of [liveUrl, ...Object.values(identity)]) expect(value).toMatch(/^<<marker:0xbaba:\d+>>$/);
  });

  test('then the settings tell the console where to call, connect and sign in', () => {
    const markers = Object.entries(Object.assign({}, ...SourceMarkers) as Record<string, unknown>);
    const text = markers.reduce(
      (all, [marker, value]) => all.replaceAll(marker, inWords(value)),
      found.files.get('config.json')!,
    );
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

/** An address as a reader of the template sees it, with the names of what it refers to. */
const inWords = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  return intrinsic === 'Fn::Join'
    ? (argument as [string, unknown[]])[1].map(inWords).join('')
    : `(${String(argument)})`;
};
