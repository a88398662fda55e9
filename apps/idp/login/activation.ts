// The address that starts the client: a top-level navigation of the browser to this computer. TR-03124-1 2.3.

/** @param client origin of the client; @param origin our https origin, where the TC token is */
export function activationAddress(client: string, origin: string, uid: string): string {
  const tcTokenURL = new URL(`/interaction/${uid}/tc-token`, origin).href;
  return `${new URL('/eID-Client', client)}?${new URLSearchParams({ tcTokenURL })}`;
}
