import { container } from '../runtime/project-tickets.ts';
import { createHandler } from './project-tickets.ts';

export const handler = createHandler(container());
