import { container } from '../runtime/push-hints.ts';
import { createHandler } from './push-hints.ts';

export const handler = createHandler(container());
