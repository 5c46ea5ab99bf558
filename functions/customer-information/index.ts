import { container } from '../runtime/customer-information.ts';
import { createHandler } from './customer-information.ts';

export const handler = createHandler(container());
