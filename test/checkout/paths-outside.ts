import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Places of a machine that a path written out would name; an API's path as `/tickets` is none. */
const PLACES =
  /^(?:~\/|[A-Za-z]:[\\/]|file:|\/(?:Applications|Library|Users|bin|dev|etc|home|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|work)(?:\/|$))/;
/** Functions whose first argument is a path of the checkout unless it is known to be another folder. */
const READERS =
  /^(?:access|appendFile|copyFile|cp|createReadStream|exists|glob|lstat|open|opendir|readFile|readdir|readlink|realpath|rm|stat|symlink|watch|writeFile)(?:Sync)?$/;
/** Not the methods of an array or a promise. */
const JOINS = /^(?:path\.|posix\.)?(join|resolve)$/;
const HOMES = new Set(['homedir', 'userInfo']);

/** What a test may read of its surroundings, and why. */
export type Allowed = {
  readonly variables: Readonly<Record<string, string>>;
  readonly places: Readonly<Record<string, string>>;
};

const named = (node: ts.Expression): string =>
  ts.isIdentifier(node)
    ? node.text
    : ts.isPropertyAccessExpression(node)
      ? `${named(node.expression)}.${node.name.text}`
      : ts.isMetaProperty(node)
        ? 'import.meta'
        : '';
const lastName = (node: ts.Expression) => named(node).split('.').at(-1)!;

/**
 * Everything in a source file of the checkout that names a path, a home or a variable outside of it: `line: what`.
 * `path` is relative to the root.
 */
export const pathsOutside = (path: string, source: string, allowed: Allowed): readonly string[] => {
  // So deep that a climb out of it ends at no real place.
  const root = '/a/b/c/d/e/checkout';
  const file = join(root, path);
  const tree = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const constants = new Map<string, ts.Expression>();
  const found: string[] = [];
  const tell = (node: ts.Node, what: string) => {
    found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
  };
  const isOutside = (target: string) => relative(root, target).split(/[\\/]/)[0] === '..';

  /** The path or text that an expression stands for; undefined when only a run would tell. */
  const valueOf = (node: ts.Expression | undefined, depth = 0): string | undefined => {
    if (node === undefined || depth > 20) return undefined;
    const inner = (next: ts.Expression | undefined) => valueOf(next, depth + 1);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node)
    )
      return inner(node.expression);
    if (ts.isTemplateExpression(node))
      return (
        node.head.text +
        node.templateSpans.map(({ expression, literal }) => (inner(expression) ?? '_') + literal.text).join('')
      );
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return inner(node.left) === undefined ? undefined : inner(node.left)! + (inner(node.right) ?? '_');
    if (ts.isIdentifier(node))
      return node.text === '__dirname'
        ? dirname(file)
        : node.text === '__filename'
          ? file
          : inner(constants.get(node.text));
    if (ts.isPropertyAccessExpression(node))
      return (
        { 'import.meta.dirname': dirname(file), 'import.meta.filename': file, 'import.meta.url': file }[named(node)] ??
        (/^(?:href|pathname)$/.test(node.name.text) ? inner(node.expression) : undefined)
      );
    if (ts.isNewExpression(node) && named(node.expression) === 'URL' && node.arguments?.length === 2) {
      const [to, from] = [inner(node.arguments[0]), inner(node.arguments[1])];
      return to === undefined || from === undefined || !isAbsolute(from) ? undefined : resolve(dirname(from), to);
    }
    if (!ts.isCallExpression(node)) return undefined;
    if (named(node.expression) === 'process.cwd') return root;
    const name = lastName(node.expression);
    if (name === 'fileURLToPath' || name === 'realpathSync' || name === 'normalize') return inner(node.arguments[0]);
    if (name === 'dirname') {
      const of = inner(node.arguments[0]);
      return of === undefined ? undefined : dirname(of);
    }
    if (!JOINS.test(named(node.expression))) return undefined;
    const [first, ...rest] = node.arguments.map((argument) =>
      ts.isSpreadElement(argument) ? undefined : inner(argument),
    );
    if (first === undefined)
      return name === 'resolve' && rest.every((part) => part !== undefined) && rest.some((part) => isAbsolute(part))
        ? resolve(...rest)
        : undefined;
    const parts = [first, ...rest.map((part) => part ?? '_')];
    return name === 'resolve' ? resolve(root, ...parts) : join(...parts);
  };

  const look = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      checkModule(node, node.moduleSpecifier.text);
    else if (ts.isStringLiteralLike(node) && PLACES.test(node.text) && !Object.hasOwn(allowed.places, node.text))
      tell(node, `names ${node.text}`);
    else if (
      ts.isTemplateExpression(node) &&
      PLACES.test(node.head.text) &&
      !Object.hasOwn(allowed.places, node.head.text)
    )
      tell(node, `names ${node.head.text}`);
    else if (
      (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
      named(node.expression) === 'process.env'
    )
      checkVariable(node);
    else if (ts.isNewExpression(node)) checkPath(node, valueOf(node));
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'cwd')
      checkPath(node, valueOf(node.initializer));
    else if (ts.isCallExpression(node)) checkCall(node);
    ts.forEachChild(node, look);
  };
  const checkModule = (node: ts.Node, specifier: string) => {
    if (specifier.startsWith('.') ? isOutside(resolve(dirname(file), specifier)) : isAbsolute(specifier))
      tell(node, `imports ${specifier}`);
  };
  const checkPath = (node: ts.Node, target: string | undefined) => {
    // What names a place is told where it is written.
    if (target === undefined || PLACES.test(target)) return;
    if (isOutside(resolve(root, target))) tell(node, `reaches ${relative(root, resolve(root, target))}`);
  };
  const checkCall = (node: ts.CallExpression) => {
    const name = lastName(node.expression);
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || name === 'require') {
      const specifier = valueOf(node.arguments[0]);
      if (specifier !== undefined) checkModule(node, specifier);
    } else if (HOMES.has(name)) tell(node, `asks for ${name}`);
    else if (JOINS.test(named(node.expression))) {
      const target = valueOf(node);
      if (target !== undefined && isAbsolute(target)) checkPath(node, target);
    } else if (READERS.test(name)) checkPath(node, valueOf(node.arguments[0]));
  };
  const checkVariable = (node: ts.PropertyAccessExpression | ts.ElementAccessExpression) => {
    const variable = ts.isPropertyAccessExpression(node)
      ? node.name.text
      : (valueOf(node.argumentExpression) ?? 'a variable by a name that only a run tells');
    if (!Object.hasOwn(allowed.variables, variable)) tell(node, `reads ${variable} of the environment`);
  };

  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, collect);
  };
  collect(tree);
  look(tree);
  return [...new Set(found)];
};
