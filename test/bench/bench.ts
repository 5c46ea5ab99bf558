/**
 * `npm run bench`: prints capacity units per operation (exact) and times at 1, 8 and 32 clients (for ratios within one run).
 * `-- --capacity` prints the units only.
 */
import { measureCapacity } from './measure-capacity.ts';
import { measureTimes } from './measure-times.ts';

const line = (...columns: readonly (string | number)[]): void => {
  process.stdout.write(`${columns.map((column, i) => (i === 0 ? String(column).padEnd(40) : String(column).padStart(12))).join('')}\n`);
};

process.stdout.write('Capacity units per operation (DynamoDB’s own figures; a transaction counts each write twice)\n');
line('operation', 'read units', 'write units');
for (const { operation, units } of await measureCapacity()) line(operation, units.read, units.write);

if (!process.argv.includes('--capacity')) {
  process.stdout.write('\nTimes of whole HTTP requests on this machine, all hosts on it\n');
  line('operation', 'clients', 'per second', 'p50 ms', 'p95 ms');
  for (const { operation, clients, perSecond, p50, p95 } of await measureTimes()) line(operation, clients, perSecond.toFixed(0), p50.toFixed(1), p95.toFixed(1));
}
