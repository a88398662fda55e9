export { activation, activationScripts } from './activation.ts';
export { pageAssets, readScript, readStyle } from './assets.ts';
export { contentPolicy, type HeaderOptions, knownHostsOnly, ownPagesOnly, pageHeaders } from './guards.ts';
export { chooseLanguage } from './language.ts';
export { createFetch, type Fetch, type HttpErrorCode, lookupLoopback, type OutgoingOptions } from './loopback.ts';
export { type ErrorText, errorPage, errorText, type Html, type Page, page } from './page.ts';
export { peerUser } from './peer.ts';
export { type App, type Listening, type ListenOptions, listen } from './server.ts';
export { strictTls } from './strict-tls.ts';
