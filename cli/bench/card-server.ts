// The process that the bench `card-memory` measures: puts every card of a folder into a reader of its own. Arguments: port, folder, number of cards.
import { join } from 'node:path';
import { insertCard } from '../../apps/chip/insert.ts';

const [port = '', folder = '', count = ''] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++) await insertCard({ file: join(folder, `${i}.json`), host: '127.0.0.1', port: Number(port) });
