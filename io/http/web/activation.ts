// Leaves for eSzig Kliens by a top-level navigation, and shows help when nothing has happened for five seconds, or when the person is back.
const link = document.querySelector<HTMLAnchorElement>('#activate');
const help = document.querySelector<HTMLElement>('#no-answer');

function showHelp(): void {
  if (help === null) return;
  help.hidden = false;
  document.documentElement.dataset['state'] = 'no-answer';
}

const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
if (navigation?.type === 'back_forward') showHelp();
else if (link !== null && help?.hidden === true) {
  location.assign(link.href);
  setTimeout(showHelp, 5000);
}
addEventListener('pageshow', (event) => {
  if (event.persisted) showHelp();
});
