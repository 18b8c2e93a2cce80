import type { IncomingRecord, Source } from '@contactpoint/contracts'
import { FileFault, readJsonLines, type JsonLine, type JsonObject, type JsonValue } from '@contactpoint/feed-formats'
import {
  RowFault,
  type Feed,
  type FeedHeader,
  type FieldReader,
  type LocatedOutcome,
  type RowOutcome,
} from './feed.rules.ts'

/** What every feed in JSON Lines gives: how its first line is read, and how each other becomes a record of the directory. */
export interface JsonTranslator {
  readonly source: Source
  /**
   * @param today `YYYY-MM-DD` in England: a version from ahead of it would outrank all that come after
   * @throws RowFault: the whole file is refused
   */
  headerOf(value: JsonObject, today: string): FeedHeader
  /** @throws RowFault for what refuses the row */
  recordOf(value: JsonObject, header: FeedHeader, today: string): IncomingRecord
}

/** A feed in JSON Lines. */
export function jsonFeed(translator: JsonTranslator): Feed {
  return { source: translator.source, read: (bytes, today) => readRows(translator, bytes, today) }
}

async function* readRows(
  translator: JsonTranslator,
  bytes: AsyncIterable<Uint8Array>,
  today: string,
): AsyncGenerator<LocatedOutcome> {
  let header: FeedHeader | null = null
  let row = 0
  for await (const { value, line } of readJsonLines(bytes)) {
    if (header === null) header = headerOf(translator, value, line, today)
    else yield { ...outcomeOf(translator, { value, line }, header, today), row: ++row, line }
  }
  if (header === null) throw new FileFault('no-header', 1)
}

function headerOf(translator: JsonTranslator, value: JsonObject, line: number, today: string): FeedHeader {
  try {
    return translator.headerOf(value, today)
  } catch (fault) {
    if (fault instanceof RowFault) throw new FileFault('header-not-valid', line)
    throw fault
  }
}

/** A refusal names nobody: who it is about may be no child. */
function outcomeOf(
  translator: JsonTranslator,
  { value, line }: JsonLine,
  header: FeedHeader,
  today: string,
): RowOutcome {
  try {
    return { record: translator.recordOf(value, header, today) }
  } catch (fault) {
    if (!(fault instanceof RowFault)) throw fault
    return { refusal: { line, recordId: null, field: fault.field, code: fault.code } }
  }
}

/** An object of which no type is published: it may be asked for any name. */
export type Untyped = Readonly<Record<string, never>>

/** Names of what is a V in a T, if it is there. */
type NameOf<T, V> = { [K in keyof T & string]-?: NonNullable<T[K]> extends V ? K : never }[keyof T & string]

/**
 * What may stand in an object. What is never kept may be named there, with nothing in it: its sender has left it out.
 * With the type that its publisher gives it, the compiler checks the names, and what is read by them.
 */
export interface JsonLayout<T = Untyped> {
  readonly known: readonly (keyof T & string)[]
  readonly neverKept: readonly string[]
}

/**
 * The fields of one object, checked against its layout. A field is named by its path (`mother/address`); one that the layout does not
 * have is named `unknown`, because its own name could carry anything.
 */
export class JsonFields<T = Untyped> {
  readonly #value: JsonObject
  readonly #path: string

  constructor(value: JsonObject, path: string, { known, neverKept }: JsonLayout<T>) {
    this.#value = value
    this.#path = path
    for (const [name, one] of Object.entries(value)) {
      if (known.some((one) => one === name)) continue
      if (!neverKept.includes(name)) throw new RowFault(this.field('unknown'), 'unknown-field')
      if (!isNothing(one)) throw new RowFault(this.field(name), 'never-kept')
    }
  }

  field(name: string): string {
    return this.#path === '' ? name : `${this.#path}/${name}`
  }

  one<R>(name: NameOf<T, string>, read: FieldReader<R>): R {
    const value = this.optional(name, read)
    return value ?? this.#refuse(name, 'missing-field')
  }

  /** A text; null when it is absent or empty. */
  optional<R>(name: NameOf<T, string>, read: FieldReader<R>): R | null {
    const value = this.#get(name)
    if (value === null) return null
    if (typeof value !== 'string') return this.#refuse(name, 'format')
    const text = value.trim()
    return text === '' ? null : read(text, this.field(name))
  }

  whole(name: NameOf<T, number>): number {
    const value = this.#get(name) ?? this.#refuse(name, 'missing-field')
    return typeof value === 'number' && value >= 0 ? value : this.#refuse(name, 'format')
  }

  /** Null when it is absent. */
  flag(name: NameOf<T, boolean>): boolean | null {
    const value = this.#get(name)
    return value === null || typeof value === 'boolean' ? value : this.#refuse(name, 'format')
  }

  /** Null when it is absent. */
  object<U>(name: NameOf<T, U>, layout: JsonLayout<U>): JsonFields<U> | null {
    const value = this.#get(name)
    if (value === null) return null
    if (typeof value !== 'object' || Array.isArray(value)) return this.#refuse(name, 'format')
    return new JsonFields(value, this.field(name), layout)
  }

  /** None when it is absent. */
  objects<U>(name: NameOf<T, U[]>, layout: JsonLayout<U>): JsonFields<U>[] {
    return this.#list(name).map((value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#refuse(name, 'format')
      return new JsonFields(value, this.field(name), layout)
    })
  }

  /** Texts of a list, without the empty ones; none when it is absent. */
  texts<R>(name: NameOf<T, string[]>, read: FieldReader<R>): R[] {
    return this.#list(name).flatMap((value) => {
      if (typeof value !== 'string') return this.#refuse(name, 'format')
      return value.trim() === '' ? [] : [read(value.trim(), this.field(name))]
    })
  }

  #list(name: string): JsonValue[] {
    const value = this.#get(name) ?? []
    return Array.isArray(value) ? value : this.#refuse(name, 'format')
  }

  #get(name: string): JsonValue {
    return Object.hasOwn(this.#value, name) ? this.#value[name]! : null
  }

  #refuse(name: string, code: string): never {
    throw new RowFault(this.field(name), code)
  }
}

function isNothing(value: JsonValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isNothing)
  return value === null || value === ''
}
