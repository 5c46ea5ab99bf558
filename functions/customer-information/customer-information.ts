import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as askCustomerInformation } from './ask-customer-information.ts';

/** What asks the world outside: a function of its own, which writes nothing. */
export const createHandler = (deps: Parameters<typeof askCustomerInformation>[0]): HttpHandler =>
  router([[operations.askCustomerInformation, askCustomerInformation(deps)]]);
