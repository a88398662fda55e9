// The configuration of each app of the demonstration world: plain data, secrets by the path of their file.
import { join } from 'node:path';
import type { DirectoryConfig } from '../../apps/directory/config.ts';
import { secretFile } from './folder.ts';
import type { Plan } from './world.ts';

/** By app name, as written to `data/config/<app>.json`. Makes the secrets that they name. */
export function configurations({ folder, ports }: Plan) {
  const databaseUrlFile = join(folder.keys, 'database-url');
  return {
    directory: {
      port: ports.directory,
      databaseUrlFile,
      callers: [
        { name: 'idp', tokenFile: secretFile(folder, 'idp-token'), rights: ['resolve-link'] },
        { name: 'portal', tokenFile: secretFile(folder, 'portal-token'), rights: ['read'] },
        { name: 'office', tokenFile: secretFile(folder, 'office-token'), rights: ['link', 'registers'] },
      ],
    } satisfies DirectoryConfig,
  };
}
