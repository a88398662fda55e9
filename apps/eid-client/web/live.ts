// Follows a sign-in in the window: asks the client to say when something changes, and shows it. Without this script the page reloads itself.

const place = document.querySelector<HTMLElement>('[data-live-version]');

async function follow(): Promise<void> {
  for (let failures = 0; failures < 5; ) {
    try {
      const answer = await fetch(`/window/changes?after=${place?.dataset['liveVersion'] ?? 0}`, { cache: 'no-store' });
      if (!answer.ok) break;
      const { version } = (await answer.json()) as { version: number };
      if (String(version) !== place?.dataset['liveVersion']) break;
      failures = 0;
    } catch {
      failures++;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  location.replace('/window');
}

void follow();

export {};
