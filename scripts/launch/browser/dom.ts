/** The element with this id. @throws Error when the page has none of this kind. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} with the id ${id}.`);
  return found;
}

export const write = (id: string, text: string) => {
  byId(id, HTMLElement).textContent = text;
};
