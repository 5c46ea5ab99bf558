import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { Operation } from '../contracts/http/define-operation.ts';
import type { HttpHandler } from './operation.ts';
import { problemResponse } from './responses.ts';

const routed = z.object({ routeKey: z.string() });

/** Route key by which API Gateway names an operation. */
export const routeKeyOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;

/** One Lambda handler for several operations, chosen by API Gateway's route key. */
export const router = (routes: readonly (readonly [Operation, HttpHandler])[]): HttpHandler => {
  const handlers = new Map(routes.map(([spec, handler]) => [routeKeyOf(spec), handler]));
  return async (event: unknown, context: Context) => {
    const handler = handlers.get(routed.parse(event).routeKey);
    return handler === undefined
      ? problemResponse({ code: 'route_not_found' }, context.awsRequestId)
      : handler(event, context);
  };
};
