import { SECTIONS, type SectionName } from './sections.ts';

const SECTION = /<!-- generated: ([\w -]+) -->\n[\s\S]*?<!-- \/generated -->/g;

/** A document with everything between its markers written anew. Throws at a marker that names no section. */
export function withSections(text: string): string {
  return text.replace(SECTION, (_, name: string) => {
    if (!isSection(name)) throw new Error(`There is no generated section "${name}".`);
    return `<!-- generated: ${name} -->\n\n${SECTIONS[name]()}\n\n<!-- /generated -->`;
  });
}

/** The names of the sections that a document shows. */
export function sectionsIn(text: string): string[] {
  return [...text.matchAll(SECTION)].map(([, name = '']) => name);
}

const isSection = (name: string): name is SectionName => name in SECTIONS;
