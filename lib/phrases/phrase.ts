// Sentences that people read: tables of phrases by key, one per language. Hungarian is the source; a language that lacks a key does not compile.

/** The languages spoken. */
export type Language = 'hu' | 'en';

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Arguments<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<Text>, string | number>>];

/** Says a phrase by its key; wants exactly the values that the Hungarian sentence has placeholders for. */
export type Speaker<Hu extends Readonly<Record<string, string>>> = <Key extends keyof Hu & string>(
  key: Key,
  ...values: Arguments<Hu[Key]>
) => string;

/** The phrases of a pair of tables in one language. */
export function speaker<const Hu extends Readonly<Record<string, string>>>(
  hu: Hu,
  en: Readonly<Record<keyof Hu, string>>,
  language: Language,
): Speaker<Hu> {
  const table: Readonly<Record<string, string>> = language === 'hu' ? hu : en;
  return (key, ...values) => phrase(table, key, values[0] ?? {});
}

/** One phrase with its `{name}`s filled. A key or a value that is missing is a slip of the programmer: `TypeError`. */
export function phrase<Key extends string>(
  table: Readonly<Record<Key, string>>,
  key: Key,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: string | undefined = table[key];
  if (text === undefined) throw new TypeError(`no phrase ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new TypeError(`phrase ${key} wants ${name}`);
    return String(values[name]);
  });
}
