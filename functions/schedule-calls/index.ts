import { container } from '../runtime/schedule-calls.ts';
import { createHandler } from './schedule-calls.ts';

export const handler = createHandler(container());
