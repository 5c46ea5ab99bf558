import { container } from '../runtime/give-back-tickets.ts';
import { createHandler } from './give-back-tickets.ts';

export const handler = createHandler(container());
