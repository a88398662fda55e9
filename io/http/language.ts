// Which language a person reads: what they chose by link, else what they chose before, else what their browser says, else Hungarian.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../../lib/phrases/index.ts';

export const languages: readonly Language[] = ['hu', 'en'];

/** The language of an answer: `?lang=` (then kept in the cookie `lang` for a year), cookie, Accept-Language, `hu`. */
export function chooseLanguage(c: Context): Language {
  const asked = known(c.req.query('lang'));
  if (asked !== undefined) setCookie(c, 'lang', asked, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 365 * 24 * 3600 });
  return asked ?? known(getCookie(c, 'lang')) ?? accepted(c.req.header('accept-language') ?? '') ?? 'hu';
}

/** The known language that an Accept-Language value likes best. @see RFC 9110 12.5.4 */
function accepted(header: string): Language | undefined {
  const liked = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return { language: known(tag.slice(0, 2).toLowerCase()), weight: Number(weight) || 0 };
  });
  return liked.filter(({ language, weight }) => language !== undefined && weight > 0).sort((a, b) => b.weight - a.weight)[0]?.language;
}

function known(text: string | undefined): Language | undefined {
  return languages.find((language) => language === text);
}
