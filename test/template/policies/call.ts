/** Condition keys as IAM sees them; several values where a key has them, as aws:TagKeys. */
export type Context = Readonly<Record<string, string | readonly string[]>>;
/** A resource's ARN, with what IAM knows of it and of the request when that decides. */
export type Target = string | readonly [resource: string, context: Context];

export interface Call {
  readonly action: string;
  /** Who makes it, and where that is known from. */
  readonly by: string;
  readonly own: readonly Target[];
  /** Left out where AWS knows no resource for the action. */
  readonly others?: readonly Target[];
}

/** Describe actions have no resource-level permissions. */
export const describes = (by: string, ...actions: readonly string[]): Call[] =>
  actions.map((action) => ({ action, by, own: ['*'] }));

/** Calls on the same resources. */
export const on = (
  by: string,
  { own, others }: Required<Pick<Call, 'own' | 'others'>>,
  ...actions: readonly string[]
): Call[] => actions.map((action) => ({ action, by, own, others }));

export const actionsOf = (calls: readonly Call[]): string[] =>
  [...new Set(calls.map(({ action }) => action))].sort();
