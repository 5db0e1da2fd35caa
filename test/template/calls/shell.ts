import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** A command of a shell script: its program and the whole of it, its white space as single spaces. */
export interface Call {
  readonly program: string;
  readonly text: string;
}

await Parser.init();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bash/tree-sitter-bash.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(grammar)));

/** Every command that a script may run, its own functions and what stands behind an exit aside; throws at what is not bash. */
export function callsOf(script: string): Call[] {
  const root = parser.parse(script.replace(/(\nexit\n)[\s\S]*$/, '$1'))?.rootNode;
  if (!root || root.hasError) throw new Error(`This is no bash:\n${script}`);
  const own = root
    .descendantsOfType('function_definition')
    .map((node) => node?.childForFieldName('name')?.text);
  return root
    .descendantsOfType('command')
    .flatMap((node) => (node ? [callOf(node)] : []))
    .filter(({ program }) => !own.includes(program));
}

function callOf(node: Node): Call {
  const program = node.childForFieldName('name')?.text ?? '';
  const words = node.children.filter((child) => child && child.type !== 'variable_assignment');
  return { program, text: words.map((word) => word?.text.replace(/\\?\s+/g, ' ')).join(' ') };
}
