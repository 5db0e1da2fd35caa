import { read } from './documents.ts';

/** A screen of `npm run status`, as test/local/status.test.ts saw it. */
export const screen = (name: string) => () =>
  `\`\`\`text\n${read(`docs/screens/${name}.txt`).trimEnd()}\n\`\`\``;
