// Who this program says it is: in StartPAOS, in its status, in its Server and User-Agent headers. TR-03124-1 2.2.
import project from '../../package.json' with { type: 'json' };

const [major = 0, minor = 0, subminor = 0] = project.version.split('.').map(Number);
export const version = { major, minor, subminor };

const title = 'eSzig Kliens';
export const agent = `eSzig-Kliens/${project.version} (TR-03124-1/1.4)`;

/** The lines of `?Status`. It says nothing of readers or cards. */
export const status = {
  'Implementation-Title': title,
  'Implementation-Vendor': 'eSzig',
  'Implementation-Version': project.version,
  Name: title,
  'Specification-Title': 'TR-03124-1',
  'Specification-Vendor': 'Federal Office for Information Security',
  'Specification-Version': '1.4',
} as const;
