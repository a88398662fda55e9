import type { form as hu } from '../hu/form.ts';

export const form: Readonly<Record<keyof typeof hu, string>> = {
  'form.faults': 'There is a problem',
  'form.kept': 'What you typed before your session ended was kept. Look it over and send it again.',
  'form.again': 'This form was opened by another sign-in. What you typed is still here: look it over and send it again.',
  'form.choose': 'Choose',
  'form.change': 'Change',
  'form.empty': 'not given',

  'form.ended.title': 'Your session has ended',
  'form.ended.kept': 'What you typed is kept in this browser for one hour. Sign in again and go on where you stopped.',
  'form.ended.own': 'Only the person who typed it sees it again: it does not appear in anybody else’s session.',
};
