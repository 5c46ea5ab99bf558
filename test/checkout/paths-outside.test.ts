import { pathsOutside } from './paths-outside.ts';

const look = (source: string, path = 'test/a/b.test.ts') =>
  pathsOutside(path, source, { variables: { CHROMIUM: 'a browser' }, places: { '/usr/bin/chromium': 'a browser' } });

describe('given a file of the tests', () => {
  it.each([
    ['joins two dots to the working folder', "const FOLDER = join(process.cwd(), '..', 'shared', 'corpus');"],
    [
      'joins a climb to the working folder',
      "const CORPUS = join(process.cwd(), '../shared/corpus/x.json'); readFileSync(CORPUS);",
    ],
    ['climbs from its own folder', "readFileSync(join(import.meta.dirname, '../../../x.json'));"],
    [
      'climbs by a constant',
      "const here = import.meta.dirname; const root = join(here, '../..'); readFileSync(join(root, '..', 'x.json'));",
    ],
    ['climbs by a URL', "readFileSync(new URL('../../../x.json', import.meta.url));"],
    ['climbs by a URL made a path', "readFileSync(fileURLToPath(new URL('../../../x.json', import.meta.url)));"],
    ['climbs by a folder’s folder', "const up = dirname(process.cwd()); readFileSync(join(up, 'x.json'));"],
    ['climbs by a template', 'readFileSync(`../${name}.json`);'],
    ['reads a relative path above', "existsSync('../shared/corpus');"],
    ['resolves a relative path above', "resolve('../shared');"],
    ['imports from above', "import { x } from '../../../x.ts';"],
    ['imports from above when run', "await import('../../../x.ts');"],
    ['requires from above', "require('../../../x.json');"],
    ['passes on from above', "export { x } from '../../../x.ts';"],
    ['names a place', "readFileSync('/home/ann/x.json');"],
    ['names a place in a template', 'readFileSync(`/tmp/${name}`);'],
    ['names a place of Windows', "readFileSync('C:\\\\x.json');"],
    ['asks for a home', "readFileSync(join(homedir(), '.npmrc'));"],
    ['reads a variable', "readFileSync(process.env['CORPUS']!);"],
    ['reads a variable by a point', 'readFileSync(process.env.CORPUS);'],
    ['reads a variable by a name from elsewhere', 'readFileSync(process.env[name]);'],
    ['starts a process elsewhere', "spawn('ls', [], { cwd: join(process.cwd(), '..') });"],
  ])('tells when it %s', (_, source) => {
    expect(look(source)).toHaveLength(1);
  });

  it.each([
    ['imports within', "import { x } from '../../shared/x.ts';"],
    ['climbs within', "readFileSync(join(import.meta.dirname, '../../docs/x.json'));"],
    ['reads by a relative path', "readFileSync('docs/x.json');"],
    [
      'makes a folder of its own',
      "const folder = mkdtempSync(join(tmpdir(), 'handover-')); writeFileSync(join(folder, 'x'), '');",
    ],
    ['joins what only a run tells', "join(folder, '..', 'x');"],
    ['sends a path that is an attack', "await get('/tickets/../../etc/passwd'); anEvent('../x');"],
    ['joins words to a pointer', "['a', '..'].join('/'); Promise.resolve('../x');"],
    [
      'uses what is allowed',
      "spawn(process.env['CHROMIUM'] ?? '/usr/bin/chromium', [], { env: process.env, cwd: process.cwd() });",
    ],
  ])('is content when it %s', (_, source) => {
    expect(look(source)).toEqual([]);
  });

  it('says where', () => {
    expect(look("\n\nexistsSync('../shared/corpus');")).toEqual(['test/a/b.test.ts:3: reaches ../shared/corpus']);
  });
});
