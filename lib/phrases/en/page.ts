import type { page as hu } from '../hu/page.ts';

export const page: Readonly<Record<keyof typeof hu, string>> = {
  'page.skip': 'Skip to content',
  'page.menu': 'Menu',
  'page.language': 'Language',
  'page.unofficial': 'eSzig is not an official program. It is a demonstration: every person, institution and datum is invented.',
  'page.error.cause': 'What happened?',
  'page.error.next-step': 'What to do now?',
  'page.error.who-helps': 'Who can help?',
  'page.error.code': 'Error code',
};
