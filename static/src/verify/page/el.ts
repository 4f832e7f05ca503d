// Makes elements; what a file or a code says reaches the page as text only.

type Child = Node | string | null | false

interface Options {
  class?: string
  on?: Record<string, (event: Event) => void>
  [attribute: string]: unknown
}

function fill<E extends Element>(element: E, { class: name, on, ...attributes }: Options, children: Child[]): E {
  if (name) element.setAttribute('class', name)
  for (const [event, listener] of Object.entries(on ?? {})) element.addEventListener(event, listener)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(attribute, value === true ? '' : String(value))
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false))
  return element
}

/** An HTML element. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, options: Options = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), options, children)
}

/** An element of a drawing. */
export function draw<K extends keyof SVGElementTagNameMap>(tag: K, options: Options = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), options, children)
}
