import { FileFault, type FileFaultCode } from './file-fault.ts'

/** An element as the file has it. `text` is its own text, untrimmed, without that of its children. */
export interface XmlElement {
  name: string
  /** Line of its start tag; 1 is the first. */
  line: number
  text: string
  children: XmlElement[]
}

/** Where the rows of a file are, what comes before them and what after, as paths of element names from the root: `Message/Pupils/Pupil`. */
export interface XmlLayout {
  rowElement: string
  /** Comes once and before the rows. */
  headerElement?: string
  /** Comes once and after the rows. */
  footerElement?: string
  /**
   * Namespaces that the root may declare, one of them for names without a prefix, each with the prefix that names of it have here, whatever
   * the file calls it: '' is none. Of attributes the root may have a `schemaLocation` beside. Without this, no attribute is taken anywhere.
   */
  namespaces?: Readonly<Record<string, string>>
  limits?: Partial<XmlLimits>
}

export interface XmlLimits {
  /** Levels of elements, the root being the first. */
  depth: number
  /** Characters of text directly in one element. */
  text: number
  /** Elements in one row, or in the header, itself included. */
  elements: number
  /** Characters of one tag, comment or run of text: what the parser may hold at a time. */
  markup: number
}

export type XmlPart = { kind: 'header' | 'row' | 'footer'; line: number; tree: XmlElement }

export const XML_LIMITS: XmlLimits = { depth: 10, text: 1_000, elements: 500, markup: 20_000 }

/** Turns the start tags, texts and end tags of a file into header and rows, keeping only the one that is open. */
export class XmlRowBuilder {
  readonly #layout: XmlLayout
  readonly #limits: XmlLimits
  readonly #path: string[] = []
  /** The open elements of the header or row that is being read, outermost first; empty between rows. */
  readonly #open: XmlElement[] = []
  /** Containers and the header, by path: none may come twice. */
  readonly #seen = new Set<string>()
  readonly #containers: Set<string>
  #elements = 0
  #finished: XmlPart[] = []

  constructor(layout: XmlLayout) {
    this.#layout = layout
    this.#limits = { ...XML_LIMITS, ...layout.limits }
    const { rowElement, headerElement = '', footerElement = '' } = layout
    this.#containers = new Set([rowElement, headerElement, footerElement].flatMap(prefixes))
  }

  /** Takes out the parts that are complete. */
  take(): XmlPart[] {
    const parts = this.#finished
    this.#finished = []
    return parts
  }

  start(name: string, line: number): void {
    this.#path.push(name)
    if (this.#path.length > this.#limits.depth) throw new FileFault('too-deep', line)
    if (this.#open.length === 0) this.#enter(this.#path.join('/'), line)
    if (this.#open.length > 0 || this.#isPart(this.#path.join('/'))) this.#grow({ name, line, text: '', children: [] })
  }

  text(text: string, line: number): void {
    const element = this.#open.at(-1)
    if (!element) {
      if (!isBlank(text)) throw new FileFault('unexpected-text', line)
      return
    }
    if (element.children.length > 0 && isBlank(text)) return
    element.text += text
    if (element.text.length > this.#limits.text) throw new FileFault('text-too-long', line)
  }

  end(): void {
    const path = this.#path.join('/')
    this.#path.pop()
    const element = this.#open.pop()
    if (!element || this.#open.length > 0) return
    const { rowElement, footerElement } = this.#layout
    const kind = path === rowElement ? 'row' : path === footerElement ? 'footer' : 'header'
    this.#finished.push({ kind, line: element.line, tree: element })
  }

  /** @throws FileFault when the file as a whole lacked its header, its footer or the element that holds the rows */
  close(line: number): void {
    const { headerElement, footerElement } = this.#layout
    if (headerElement !== undefined && !this.#seen.has(headerElement)) throw new FileFault('no-header', line)
    if (footerElement !== undefined && !this.#seen.has(footerElement)) throw new FileFault('no-footer', line)
    if (!this.#seen.has(parentOf(this.#layout.rowElement))) throw new FileFault('no-rows-element', line)
  }

  #enter(path: string, line: number): void {
    const fault = this.#faultOfEntering(path)
    if (fault) throw new FileFault(fault, line)
    if (path !== this.#layout.rowElement) this.#seen.add(path)
    this.#elements = 0
  }

  #faultOfEntering(path: string): FileFaultCode | null {
    if (!path.includes('/') && !this.#containers.has(path)) return 'wrong-root'
    const { rowElement, headerElement, footerElement } = this.#layout
    if (headerElement !== undefined && path === rowElement && !this.#seen.has(headerElement)) return 'no-header'
    if (footerElement !== undefined && this.#seen.has(footerElement)) return 'unexpected-element'
    if (path === rowElement) return null
    if (!this.#isPart(path) && !this.#containers.has(path)) return 'unexpected-element'
    return this.#seen.has(path) ? 'unexpected-element' : null
  }

  #isPart(path: string): boolean {
    const { rowElement, headerElement, footerElement } = this.#layout
    return path === rowElement || path === headerElement || path === footerElement
  }

  #grow(element: XmlElement): void {
    if (++this.#elements > this.#limits.elements) throw new FileFault('too-many-elements', element.line)
    const parent = this.#open.at(-1)
    if (parent && isBlank(parent.text)) parent.text = ''
    parent?.children.push(element)
    this.#open.push(element)
  }
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text)
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

/** `a/b/c` gives `a` and `a/b`. */
function prefixes(path: string): string[] {
  const names = path.split('/')
  return names.slice(1).map((_, i) => names.slice(0, i + 1).join('/'))
}
