import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource } from '@aws-cdk/service-spec-types';

type Schemas = ReturnType<typeof loadAwsServiceSpecSync>;
type Json = Readonly<Record<string, unknown>>;
type CheckedResource = { readonly Type: string; readonly Properties?: Json };

/** What of a template is checked: `Template.toJSON()` has it. */
export type CheckedTemplate = {
  readonly Parameters?: Json;
  readonly Resources?: Readonly<Record<string, CheckedResource>>;
} & Json;

/** Names what is wrong in a template, each with its place: `Queue.RedrivePolicy: …`. */
export type TemplateCheck = (template: CheckedTemplate) => readonly string[];

/** What an intrinsic function yields, as far as the template tells. */
type Yield = 'one text' | 'a list' | 'absent' | 'unknown';

/** Of these only the service token is CloudFormation's; the rest is what their function takes and gives. */
const isCustom = (type: string) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/**
 * The check of templates against the schemas that AWS publishes for CloudFormation. Loading them takes a second: one
 * check is made for many templates.
 */
export const templateCheck = (): TemplateCheck => {
  const schemas = loadAwsServiceSpecSync();
  const schemaOf = (type: string): Resource | undefined =>
    schemas.lookup('resource', 'cloudFormationType', 'equals', type)[0];
  return (template) => {
    const resources = template.Resources ?? {};
    const values = valueCheck(schemas, (value) => yieldOf(value, template, schemaOf));
    return [
      ...Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
        if (isCustom(Type)) return 'ServiceToken' in Properties ? [] : [`${id}.ServiceToken: is missing`];
        const schema = schemaOf(Type);
        if (!schema) return [`${id}: the type ${Type} is unknown`];
        return values.properties(id, Properties, schema.properties);
      }),
      ...attributesAskedFor(template).flatMap(({ at, id, attribute }) => {
        const type = resources[id]?.Type;
        if (type === undefined) return [`${at}: there is no resource ${id}`];
        if (isCustom(type) || !schemaOf(type) || attribute in schemaOf(type)!.attributes) return [];
        return [`${at}: ${type} has no attribute ${attribute}`];
      }),
    ];
  };
};

/** Compares values with types. The value of an intrinsic function counts as right unless the template tells better. */
const valueCheck = (schemas: Schemas, yields: (value: Json) => Yield) => {
  const properties = (at: string, given: Json, known: Readonly<Record<string, Property>>): readonly string[] => [
    ...Object.entries(known)
      .filter(([name, { required }]) => required && (!(name in given) || isAbsent(given[name])))
      .map(([name]) => `${at}.${name}: is missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const property = Object.hasOwn(known, name) ? known[name] : undefined;
      return property ? ofType(`${at}.${name}`, value, property.type) : [`${at}.${name}: is unknown`];
    }),
  ];

  const isAbsent = (value: unknown) => isIntrinsic(value) && yields(value) === 'absent';

  const ofType = (at: string, value: unknown, type: PropertyType): readonly string[] => {
    const branches = isObject(value) && Object.keys(value).length === 1 ? value['Fn::If'] : undefined;
    if (Array.isArray(branches))
      return branches.slice(1).flatMap((branch, index) => ofType(`${at}.Fn::If[${index + 1}]`, branch, type));
    if (isIntrinsic(value)) {
      const given = yields(value);
      return takes(type, given) ? [] : [`${at}: is ${given}, must be ${nameOf(type)}`];
    }
    const wrong = [`${at}: is ${JSON.stringify(value)}, must be ${nameOf(type)}`];
    switch (type.type) {
      case 'json':
        return isObject(value) || Array.isArray(value) || typeof value === 'string' ? [] : wrong;
      case 'union': {
        const faults = type.types.map((each) => ofType(at, value, each));
        // The alternative that fits best tells most.
        return faults.toSorted((a, b) => a.length - b.length)[0] ?? [];
      }
      case 'array':
        return Array.isArray(value)
          ? value.flatMap((each, index) => ofType(`${at}[${index}]`, each, type.element))
          : wrong;
      case 'map':
        return isObject(value)
          ? Object.entries(value).flatMap(([name, each]) => ofType(`${at}.${name}`, each, type.element))
          : wrong;
      case 'ref':
        return isObject(value)
          ? properties(at, value, schemas.get('typeDefinition', type.reference.$ref).properties)
          : wrong;
      case 'tag':
        return isObject(value) ? properties(at, value, TAG) : wrong;
      default:
        return isScalar(value, type) ? [] : wrong;
    }
  };
  return { properties };
};

const TAG: Readonly<Record<string, Property>> = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

const isScalar = (value: unknown, type: PropertyType): boolean => {
  switch (type.type) {
    case 'string':
      return typeof value === 'string' && (type.allowedValues?.includes(value) ?? true);
    case 'integer':
      return Number.isInteger(value) && (type.allowedValues?.includes(value as number) ?? true);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date-time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    default:
      return value === null;
  }
};

/** CloudFormation reads numbers and switches from texts too, so that any scalar may come as one. */
const takes = (type: PropertyType, given: Yield): boolean => {
  if (given === 'unknown' || given === 'absent' || type.type === 'json') return true;
  if (type.type === 'union') return type.types.some((each) => takes(each, given));
  return (type.type === 'array') === (given === 'a list') && !['map', 'ref', 'tag'].includes(type.type);
};

const nameOf = (type: PropertyType): string => {
  switch (type.type) {
    case 'ref':
      return 'an object';
    case 'array':
      return `a list, each ${nameOf(type.element)}`;
    case 'union':
      return type.types.map(nameOf).join(' or ');
    case 'string':
    case 'integer':
      return type.allowedValues ? `one of ${type.allowedValues.join(', ')}` : type.type;
    default:
      return type.type;
  }
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown): value is Json => {
  const [name, ...others] = isObject(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
};

const TEXTS = ['Fn::Join', 'Fn::Sub', 'Fn::Base64'];
const LISTS = ['Fn::Split', 'Fn::GetAZs', 'Fn::Cidr'];

const yieldOf = (
  value: Json,
  { Resources = {} }: CheckedTemplate,
  schemaOf: (type: string) => Resource | undefined,
): Yield => {
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  if (name === 'Ref')
    return argument === 'AWS::NoValue' ? 'absent' : String(argument) in Resources ? 'one text' : 'unknown';
  if (name === 'Fn::GetAtt') {
    const { id, attribute } = attributeNamed(argument);
    const type = schemaOf(Resources[id]?.Type ?? '')?.attributes[attribute]?.type.type;
    if (type === undefined || ['union', 'json', 'map', 'ref'].includes(type)) return 'unknown';
    return type === 'array' ? 'a list' : 'one text';
  }
  return TEXTS.includes(name) ? 'one text' : LISTS.includes(name) ? 'a list' : 'unknown';
};

type AskedAttribute = { readonly id: string; readonly attribute: string };

/** `Fn::GetAtt` takes a list of two or a text with a dot. */
const attributeNamed = (argument: unknown): AskedAttribute => {
  const [id = '', ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return { id, attribute: path.join('.') };
};

/** Every attribute that a template asks for, in `Fn::GetAtt` and in the texts of `Fn::Sub`, outputs included. */
const attributesAskedFor = (template: CheckedTemplate): readonly (AskedAttribute & { readonly at: string })[] => {
  const walk = (at: string, value: unknown): readonly (AskedAttribute & { readonly at: string })[] => {
    if (Array.isArray(value)) return value.flatMap((each, index) => walk(`${at}[${index}]`, each));
    if (!isObject(value)) return [];
    if (isIntrinsic(value) && 'Fn::GetAtt' in value) return [{ at, ...attributeNamed(value['Fn::GetAtt']) }];
    const inner = Object.entries(value).flatMap(([name, each]) => walk(`${at}.${name}`, each));
    return isIntrinsic(value) && 'Fn::Sub' in value ? [...inner, ...inText(at, value['Fn::Sub'])] : inner;
  };
  const inText = (at: string, argument: unknown) => {
    const [text, own = {}] = (Array.isArray(argument) ? argument : [argument]) as readonly unknown[];
    return [...String(text).matchAll(/\$\{([^!}][^}]*\.[^}]*)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => !(isObject(own) && name in own))
      .map((name) => ({ at, ...attributeNamed(name) }));
  };
  const { Resources = {}, ...others } = template;
  return [
    ...Object.entries(Resources).flatMap(([id, { Properties }]) => walk(id, Properties)),
    ...Object.entries(others).flatMap(([name, section]) => walk(name, section)),
  ];
};
