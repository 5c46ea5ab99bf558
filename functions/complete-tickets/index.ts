import { container } from '../runtime/complete-tickets.ts';
import { createHandler } from './complete-tickets.ts';

export const handler = createHandler(container());
