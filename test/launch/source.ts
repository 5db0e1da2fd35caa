import type { Source } from '../../scripts/launch/form.ts';
import { readTemplate, type Template } from '../../scripts/lib/template.ts';

/** The template with what the launch page reads of it. */
export const SOURCE = readTemplate() as Template & Source;
