const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** What the root of a file says of namespaces, and what names of elements are by that. */
export class XmlNamespaces {
  readonly #known: ReadonlyMap<string, string>
  /** By the prefix in the file, that of the layout; '' is none. */
  readonly #prefixes = new Map<string, string>()

  /** @param known prefix by namespace, as the layout has it */
  constructor(known: Readonly<Record<string, string>>) {
    this.#known = new Map([...Object.entries(known), [SCHEMA_INSTANCE, 'xsi']])
  }

  /** False of an attribute of the root that may not be there. */
  takes(name: string, value: string): boolean {
    if (name === 'xsi:schemaLocation') return true
    const [prefix, local] = halves(name)
    const isDeclaration = name === 'xmlns' || prefix === 'xmlns'
    const own = this.#known.get(value)
    if (!isDeclaration || own === undefined) return false
    this.#prefixes.set(name === 'xmlns' ? '' : local, own)
    return true
  }

  /** Whether names without a prefix have the namespace that they have in the layout. */
  get isWhole(): boolean {
    return this.#prefixes.get('') === ''
  }

  /** An element's name with the layout's prefix; null where the root declares none of it. */
  nameOf(name: string): string | null {
    const [prefix, local] = halves(name)
    const own = this.#prefixes.get(prefix)
    if (own === undefined) return null
    return own === '' ? local : `${own}:${local}`
  }
}

function halves(name: string): [string, string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}
