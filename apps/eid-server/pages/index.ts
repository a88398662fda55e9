// Pages of the eID server, and the states in which its operator can meet them.
export const pages = [{ id: 'eid-server.operations', path: '/', states: ['ready', 'not-ready'] }] as const;
