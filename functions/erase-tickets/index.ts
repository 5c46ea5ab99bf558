import { container } from '../runtime/erase-tickets.ts';
import { createHandler } from './erase-tickets.ts';

export const handler = createHandler(container());
