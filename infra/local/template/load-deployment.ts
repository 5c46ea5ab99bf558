import type { Deployment, Ports, Resource } from '../kernel.ts';
import { localAddresses, rewriteStrings } from './addresses.ts';
import { catalogue } from './catalogue.ts';
import type { CatalogueRow, Naming } from './catalogue-row.ts';
import { evaluateCondition, noValue, resolveIntrinsics, type Scope } from './resolve-intrinsics.ts';
import { readTemplates, type Template } from './template.ts';

export type DeploymentOptions = {
  /** The folder that `cdk synth` wrote. */
  readonly cloudAssembly: string;
  readonly region: string;
  readonly account: string;
  readonly ports: Ports;
};

/**
 * The synthesized stacks with every intrinsic resolved. Throws with stack, logical id, type and property for each thing
 * that isn't known here.
 */
export const loadDeployment = ({ cloudAssembly, ...place }: DeploymentOptions): Deployment =>
  resolveTemplates(readTemplates(cloudAssembly), place);

/** As `loadDeployment`, from templates at hand. */
export const resolveTemplates = (
  templates: readonly Template[],
  place: Omit<DeploymentOptions, 'cloudAssembly'>,
): Deployment => {
  const stacks = stackScopes(templates, place);
  const problems = templates.flatMap((template) => unknownIn(template, stacks.get(template.stack)!));
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (fault) {
      problems.push(fault instanceof Error ? fault.message : String(fault));
      return undefined;
    }
  };

  const providers = new Set<string>();
  const resolved = templates.flatMap((template) => {
    const stack = stacks.get(template.stack)!;
    return stack
      .present()
      .filter(([, { Type }]) => catalogue[Type])
      .flatMap(
        ([logicalId, { Type, Properties }]) =>
          attempt((): Resource => {
            const naming = stack.naming(logicalId);
            const properties = resolveIntrinsics(
              Properties ?? {},
              stack.scope,
              `${template.stack}/${logicalId} (${Type})`,
            ) as Record<string, unknown>;
            if (Type.startsWith('Custom::') && typeof properties.ServiceToken === 'string')
              providers.add(properties.ServiceToken);
            const row = catalogue[Type]!;
            for (const [property, isKnown] of Object.entries(row.only ?? {})) {
              if (properties[property] !== undefined && !isKnown(properties[property]))
                problems.push(
                  `${template.stack}/${logicalId} (${Type}): the value ${JSON.stringify(properties[property])} of ${property} is not known here`,
                );
            }
            return {
              stack: template.stack,
              logicalId,
              type: Type,
              properties,
              ref: row.ref(naming),
              attributes: Object.fromEntries(
                Object.entries(row.attributes ?? {}).map(([name, make]) => [name, make(naming)]),
              ),
            };
          }) ?? [],
      );
  });
  const outputs: Record<string, string> = {};
  for (const { stack, outputs: declared } of templates) {
    const { scope } = stacks.get(stack)!;
    for (const [key, { Value, Condition }] of Object.entries(declared)) {
      if (Condition !== undefined && !scope.condition(Condition)) continue;
      attempt(() => {
        outputs[`${stack}.${key}`] = String(resolveIntrinsics(Value, scope, `${stack} output ${key}`));
      });
    }
  }
  if (problems.length > 0)
    throw new Error(
      `The template says what this machine doesn't know:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );

  const rewrite = localAddresses({ region: place.region, ports: place.ports, ...namedHosts(resolved) });
  // A function that only provides a custom resource is CDK's own: nothing calls it here.
  const resources = resolved
    .filter(({ attributes }) => !providers.has(attributes.Arn ?? ''))
    .map((resource) => rewriteStrings(resource, rewrite) as Resource);
  return deploymentOf(resources, rewriteStrings(outputs, rewrite) as Record<string, string>, place);
};

const deploymentOf = (
  resources: readonly Resource[],
  outputs: Readonly<Record<string, string>>,
  { region, account }: { readonly region: string; readonly account: string },
): Deployment => {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const byName = new Map(
    resources.flatMap((resource) =>
      [resource.ref, ...Object.values(resource.attributes)]
        .filter((name) => name.startsWith('arn:') || name === resource.ref)
        .map((name) => [name, resource] as const),
    ),
  );
  return {
    region,
    account,
    resources,
    outputs,
    ofType: (type) => byType.get(type) ?? [],
    byArn: (arn) => {
      const resource = byName.get(arn);
      if (!resource) throw new Error(`No resource of the deployment is ${arn}`);
      return resource;
    },
  };
};

const namedHosts = (resources: readonly Resource[]) => {
  const apis = resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  return {
    httpApis: apis.filter(({ properties }) => properties.ProtocolType === 'HTTP').map(({ ref }) => ref),
    webSocketApis: apis.filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET').map(({ ref }) => ref),
    distributions: resources
      .filter(({ type }) => type === 'AWS::CloudFront::Distribution')
      .map(({ attributes }) => attributes.DomainName!),
  };
};

type Stack = {
  readonly scope: Scope;
  present(): readonly (readonly [string, Template['resources'][string]])[];
  naming(logicalId: string): Naming;
};

const stackScopes = (
  templates: readonly Template[],
  place: Omit<DeploymentOptions, 'cloudAssembly'>,
): ReadonlyMap<string, Stack> => {
  const stacks = new Map<string, Stack>();
  const exported = (name: string): unknown => {
    for (const { stack, outputs } of templates) {
      const { scope } = stacks.get(stack)!;
      for (const [key, { Value, Export }] of Object.entries(outputs)) {
        if (Export && resolveIntrinsics(Export.Name, scope, `${stack} output ${key}`) === name)
          return resolveIntrinsics(Value, scope, `${stack} output ${key}`);
      }
    }
    throw new Error(`no stack exports ${name}`);
  };
  for (const template of templates) stacks.set(template.stack, stackOf(template, place, exported));
  return stacks;
};

const stackOf = (
  template: Template,
  place: Omit<DeploymentOptions, 'cloudAssembly'>,
  exported: Scope['exported'],
): Stack => {
  const { stack, parameters, mappings, conditions, resources } = template;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  };
  const isPresent = ({ Condition }: Template['resources'][string]) =>
    Condition === undefined || scope.condition(Condition);
  const present = () => Object.entries(resources).filter(([, resource]) => isPresent(resource));
  const naming = (logicalId: string): Naming => {
    const given = (property: string) => {
      const value = resources[logicalId]?.Properties?.[property];
      return value === undefined ? undefined : resolveIntrinsics(value, scope, `${stack}/${logicalId}.${property}`);
    };
    return {
      stack,
      logicalId,
      ...place,
      given,
      text: (property) => {
        const value = given(property);
        return typeof value === 'string' ? value : undefined;
      },
    };
  };
  const rowOf = (logicalId: string): CatalogueRow => {
    const resource = resources[logicalId];
    if (!resource) throw new Error(`${stack} refers to ${logicalId}, which it doesn't have`);
    if (!isPresent(resource))
      throw new Error(`${stack} refers to ${logicalId}, whose condition ${resource.Condition!} is false`);
    const row = catalogue[resource.Type];
    if (!row) throw new Error(`${stack}/${logicalId}: the resource type ${resource.Type} is not known here`);
    return row;
  };
  const scope: Scope = {
    ref: (name) => {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const parameter = parameters[name];
      if (!parameter) return rowOf(name).ref(naming(name));
      if (parameter.Default === undefined || parameter.Type.startsWith('AWS::SSM::'))
        throw new Error(`${stack}: the parameter ${name} has no value here`);
      return parameter.Type === 'CommaDelimitedList' ? String(parameter.Default).split(',') : parameter.Default;
    },
    attribute: (logicalId, attribute) => {
      const make = rowOf(logicalId).attributes?.[attribute];
      if (!make)
        throw new Error(
          `${stack}/${logicalId} (${resources[logicalId]!.Type}): the attribute ${attribute} is not known here`,
        );
      return make(naming(logicalId));
    },
    mapping: (map, top, second) => {
      const value = mappings[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`${stack}: the mapping ${map} has no ${top}.${second}`);
      return value;
    },
    condition: (name) => {
      if (!Object.hasOwn(conditions, name)) throw new Error(`${stack}: the condition ${name} is not in the template`);
      return evaluateCondition(conditions[name], scope, `${stack} condition ${name}`);
    },
    exported,
  };
  return { scope, present, naming };
};

const unknownIn = ({ stack }: Template, { present }: Stack): string[] =>
  present().flatMap(([logicalId, { Type, Properties }]) => {
    const row = catalogue[Type];
    if (!row) return [`${stack}/${logicalId}: the resource type ${Type} is not known here`];
    return Object.keys(Properties ?? {})
      .filter((property) => !row.understood.includes(property) && !Object.hasOwn(row.ignored ?? {}, property))
      .map((property) => `${stack}/${logicalId} (${Type}): the property ${property} is not known here`);
  });
