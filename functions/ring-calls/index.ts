import { container } from '../runtime/ring-calls.ts';
import { createHandler } from './ring-calls.ts';

export const handler = createHandler(container());
