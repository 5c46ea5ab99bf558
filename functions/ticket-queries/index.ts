import { container } from '../runtime/ticket-queries.ts';
import { createHandler } from './ticket-queries.ts';
export const handler = createHandler(container());
