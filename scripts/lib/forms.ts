/** Whether a value that came from outside is of a type. */
export type Is<T> = (value: unknown) => value is T;
/** The type that is looked for. */
export type Of<Form> = Form extends Is<infer T> ? T : never;

export const like =
  (form: RegExp): Is<string> =>
  (value): value is string =>
    typeof value === 'string' && form.test(value);
export const isText = like(/^/);
export const isFlag: Is<boolean> = (value) => typeof value === 'boolean';
/** As GitLab's are; they become part of paths. */
export const isId: Is<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Where it may be missing, or null. */
export const maybe =
  <T>(is: Is<T>): Is<T | null | undefined> =>
  (value): value is T | null | undefined =>
    value === undefined || value === null || is(value);
export const listOf =
  <T>(is: Is<T>): Is<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(is);
/** An object with these fields; what else it has is nobody's. */
export const objectOf =
  <T>(fields: { readonly [Name in keyof T]: Is<T[Name]> }): Is<T> =>
  (value): value is T =>
    value instanceof Object &&
    Object.entries<Is<unknown>>(fields).every(([name, is]) => is(Reflect.get(value, name)));
