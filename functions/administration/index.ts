import { container } from '../runtime/administration.ts';
import { createHandler } from './administration.ts';

export const handler = createHandler(container());
