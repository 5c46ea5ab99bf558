import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const sourcesOf = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** What each client in a file is made of: `clientDefaults` of `new SQSClient({ ...clientDefaults, … })`. */
const settingsIn = (source: string): readonly (readonly [client: string, settings: string | undefined])[] =>
  [...source.matchAll(/new (\w+Client)\(\s*(?:\{\s*\.\.\.)?(\w+(?:\.client)?)?/g)].map(([, client, name]) => {
    const own = new RegExp(`const ${String(name)}[^=]*= \\{\\s*\\.\\.\\.(\\w+)`).exec(source);
    return [client!, own?.[1] ?? name];
  });

describe.each([
  ['functions', ['clientDefaults'], 10],
  ['infra/operate', ['desk.client', 'PATIENT'], 8],
])('every AWS client in %s', (folder, settings, atLeast) => {
  const clients = sourcesOf(folder).flatMap((path) =>
    settingsIn(readFileSync(join(ROOT, path), 'utf8')).map(([client, given]) => ({ path, client, given })),
  );

  it(`is made with ${settings.join(' or ')}, which say how often a call is tried`, () => {
    expect(clients.length).toBeGreaterThan(atLeast);
    // The client that looks for the desk, before there is one.
    const others = clients.filter(
      ({ client, given }) => !settings.includes(given ?? '') && client !== 'CloudFormationClient',
    );
    expect(others).toEqual([]);
  });
});
