import type { Deployment, Resource } from '../kernel.ts';
import { allowsService } from '../iam/resource-policies.ts';
import { numberOf, textOf } from '../properties.ts';

export type Integration = { readonly functionArn: string; readonly timeoutMilliseconds: number };

/** The function integrations of an API by `integrations/<id>`, as routes name them. */
export const integrationsOf = (
  deployment: Deployment,
  api: Resource,
  timeoutMilliseconds: number,
): ReadonlyMap<string, Integration> =>
  new Map(
    deployment
      .ofType('AWS::ApiGatewayV2::Integration')
      .filter((each) => each.properties.ApiId === api.ref)
      .map((resource) => {
        const type = textOf(resource, 'IntegrationType');
        if (type !== 'AWS_PROXY')
          throw new Error(
            `${resource.stack}/${resource.logicalId}: integrations of type ${type} are not hosted on one machine.`,
          );
        const functionArn = /arn:aws:lambda:[^/]+/.exec(textOf(resource, 'IntegrationUri'))?.[0];
        if (!functionArn)
          throw new Error(
            `${resource.stack}/${resource.logicalId}: ${textOf(resource, 'IntegrationUri')} is no function.`,
          );
        return [
          `integrations/${resource.ref}`,
          { functionArn, timeoutMilliseconds: numberOf(resource, 'TimeoutInMillis', timeoutMilliseconds) },
        ] as const;
      }),
  );

export type RouteResource = {
  readonly resource: Resource;
  readonly routeKey: string;
  readonly integration: Integration;
};

/**
 * The routes of an API with their integrations. Throws for a function that doesn't let the API in: on AWS each call
 * would be a 500.
 */
export const routesOf = (
  deployment: Deployment,
  api: Resource,
  stage: string,
  integrations: ReadonlyMap<string, Integration>,
): readonly RouteResource[] =>
  deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .filter((each) => each.properties.ApiId === api.ref)
    .map((resource) => {
      const routeKey = textOf(resource, 'RouteKey');
      const integration = integrations.get(textOf(resource, 'Target'));
      if (!integration)
        throw new Error(
          `${resource.stack}/${resource.logicalId}: the target ${textOf(resource, 'Target')} is not in the template.`,
        );
      const path = routeKey.includes(' ')
        ? `${routeKey.split(' ')[0]!.replace('ANY', '*')}${routeKey.split(' ')[1]!}`
        : routeKey;
      const sourceArn = `arn:aws:execute-api:${deployment.region}:${deployment.account}:${api.ref}/${stage}/${path}`;
      if (
        !allowsService(
          deployment,
          'apigateway.amazonaws.com',
          'lambda:InvokeFunction',
          integration.functionArn,
          sourceArn,
        )
      ) {
        throw new Error(
          `${resource.stack}/${resource.logicalId}: ${integration.functionArn} doesn't allow apigateway.amazonaws.com to invoke it for ${sourceArn}.`,
        );
      }
      return { resource, routeKey, integration };
    });

/** The one stage of an API; throws unless the template has exactly one. */
export const stageOf = (deployment: Deployment, api: Resource): Resource => {
  const stages = deployment.ofType('AWS::ApiGatewayV2::Stage').filter((each) => each.properties.ApiId === api.ref);
  if (stages.length !== 1)
    throw new Error(
      `${api.stack}/${api.logicalId}: one machine hosts exactly one stage of an API, the template has ${String(stages.length)}.`,
    );
  return stages[0]!;
};
