// Sends the form that leads back to the service provider, once; whoever comes back to the page by the browser's button sends it by hand.
const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
if (navigation?.type !== 'back_forward') document.querySelector<HTMLFormElement>('#leaving')?.submit();
