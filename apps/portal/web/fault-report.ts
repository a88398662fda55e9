// Keeps the form of a fault report in this browser while it is filled in; without a network it keeps the finished report and sends it later.
// What is kept: the answers, and the token that makes a report sent twice one. Nothing is kept for longer than a week.
const storeName = 'eszig-fault-report';
const longest = 7 * 24 * 3_600_000;

/** `owner`: whose form it was, as its token says; nobody's is empty. */
type Kept = { answers: [string, string][]; at: number; owner: string; queued?: string };

const root = document.documentElement;
const form = document.querySelector<HTMLFormElement>('form[action="/faults/report"]');

const owner = form?.querySelector<HTMLInputElement>('input[name="_form"]')?.value.split('.')[1] ?? '';

/** What was kept for this person, or for nobody: not for somebody else who has signed in at the same computer. */
const read = (): Kept | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(storeName) ?? 'null') as Kept | null;
    const foreign = owner !== '' && kept !== null && kept.owner !== '' && kept.owner !== owner;
    return kept !== null && !foreign && Date.now() - kept.at < longest ? kept : undefined;
  } catch {
    return undefined;
  }
};
const write = (kept: Kept) => localStorage.setItem(storeName, JSON.stringify(kept));
const forget = () => localStorage.removeItem(storeName);
const show = (id: string) => document.getElementById(id)?.removeAttribute('hidden');

/** Answers by name; names that begin with `_` are the form's own. */
const answersOf = (filled: HTMLFormElement): [string, string][] =>
  [...new FormData(filled)].flatMap(([name, value]) => (typeof value === 'string' && !name.startsWith('_') ? [[name, value]] : []));

function fill(filled: HTMLFormElement, answers: readonly [string, string][]): void {
  for (const field of filled.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=hidden]), textarea')) {
    const values = answers.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
      field.checked = values.includes(field.value);
    else field.value = values[0] ?? field.value;
  }
}

/** 32 random octets in base64url, as the tokens of the portal's forms. */
function secret(): string {
  const octets = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Sends what was kept; the token stays the same however often it is tried, so that it becomes one report. */
async function send({ answers, queued, owner: whose }: Kept): Promise<void> {
  const fresh = new DOMParser().parseFromString(await (await fetch('/faults/report', { cache: 'reload' })).text(), 'text/html');
  const token = fresh.querySelector<HTMLInputElement>('input[name="_form"]')?.value;
  if (token === undefined) return;
  // The part after the dot says whose form it is: now.
  const body = new URLSearchParams([...answers, ['_form', `${queued}.${token.split('.')[1] ?? ''}`], ['_step', 'send']]);
  const answer = await fetch('/faults/report', { method: 'POST', body });
  if (answer.redirected) {
    forget();
    location.assign(answer.url);
  } else {
    // Something has to be put right: the form is there again, with what was typed.
    write({ answers, at: Date.now(), owner: whose });
    location.reload();
  }
}

function keep(filled: HTMLFormElement): void {
  write({ answers: answersOf(filled), at: Date.now(), owner, queued: secret() });
  show('kept');
  show('discard');
  root.dataset['state'] = 'kept';
}

const sendKept = () => {
  const kept = read();
  // The next `online`, or opening the page again, tries again.
  if (kept?.queued !== undefined) send(kept).catch(() => undefined);
};

if (root.dataset['page'] === 'portal.fault-sent') forget();

if (form !== null) {
  const kept = read();
  const typedHere = root.dataset['state'] === 'faulty';
  if (kept !== undefined && !typedHere) {
    fill(form, kept.answers);
    show('restored');
    show('discard');
    if (kept.queued !== undefined) {
      show('kept');
      root.dataset['state'] = 'kept';
      if (navigator.onLine) sendKept();
    }
  }
  form.addEventListener('input', () => write({ answers: answersOf(form), at: Date.now(), owner }));
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    keep(form);
  });
  addEventListener('online', sendKept);
  document.querySelector('#discard button')?.addEventListener('click', () => {
    forget();
    location.reload();
  });
  navigator.serviceWorker?.register('/assets/fault-offline.js', { scope: '/faults/' }).catch(() => undefined);
}
