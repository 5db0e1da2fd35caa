/** A PEM as people and consoles hand it on; functions, manager and worker take each. */
export const pemForms = (pem: string): ReadonlyArray<readonly [how: string, text: string]> => [
  ['as it is', pem],
  ['on one line, as a console leaves it', pem.trim().replaceAll('\n', ' ')],
  ['with its line breaks written out', pem.trim().replaceAll('\n', '\\n')],
  ['with those of Windows written out', pem.trim().replaceAll('\n', '\\r\\n')],
  ['with line breaks of Windows', pem.replaceAll('\n', '\r\n')],
  ['without its line breaks', pem.replaceAll('\n', '')],
];
