// The drawn reader without reloading: its keys also by the keyboard, its display as it changes. Without this script each key is a form of its own.
const place = document.querySelector<HTMLElement>('[data-live-version]');

/** Takes display and state over from the page as it is now. */
async function redraw(answer: Response): Promise<void> {
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const display = fresh.querySelector<HTMLElement>('[data-live-version]');
  if (place === null || display === null) return location.reload();
  place.replaceChildren(...display.childNodes);
  place.dataset['liveVersion'] = display.dataset['liveVersion'] ?? '0';
  document.documentElement.dataset['state'] = fresh.documentElement.dataset['state'] ?? '';
}

/** One key after the other, in the order in which they were pressed. */
let pressed: Promise<void> = Promise.resolve();
function press(key: string): void {
  pressed = pressed.then(async () => redraw(await fetch('/key', { method: 'POST', body: new URLSearchParams({ key }) })));
}

document.querySelector('form.pad-keys')?.addEventListener('submit', (event) => {
  const { submitter } = event as SubmitEvent;
  if (!(submitter instanceof HTMLButtonElement)) return;
  event.preventDefault();
  press(submitter.value);
});

const named: Readonly<Record<string, string>> = { Backspace: 'clear', Escape: 'cancel' };
document.addEventListener('keydown', ({ key }) => {
  if (/^\d$/.test(key)) press(key);
  else if (named[key] !== undefined) press(named[key]);
});

async function follow(): Promise<void> {
  for (let failures = 0; failures < 5; ) {
    try {
      const { version } = (await (await fetch(`/changes?after=${place?.dataset['liveVersion'] ?? 0}`)).json()) as { version: number };
      if (String(version) !== place?.dataset['liveVersion']) await redraw(await fetch('/'));
      failures = 0;
    } catch {
      failures++;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

void follow();

export {};
