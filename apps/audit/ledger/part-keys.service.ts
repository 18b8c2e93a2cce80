import { Injectable } from '@nestjs/common'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { randomBytes } from 'node:crypto'
import type { PartKeyDocument } from './ledger.schema.ts'
import { PartKeysRepository } from './part-keys.repository.ts'

/** A key in use. */
export interface PartKey {
  id: string
  /** 32 bytes. */
  key: Buffer
}

const SUBJECT = 'audit/part-key-subject'
const WRAP = 'audit/part-key'
const NOTHING = new Map<string, PartKey>()
/** Spare keys that may lie about until they are removed together. */
const MOST_SPARE = 500

/**
 * The keys under which entries say something: one a child, made at the first entry about it. Destroying a key destroys what
 * was said (`docs/decisions/0012`). None is kept in memory, and each time any are wanted something is stored: a spare key, soon removed, when
 * all were there already. Else the first access to an id would take longer than the next, and tell that nobody has looked (F13).
 */
@Injectable()
export class PartKeysService {
  private wanted = new Map<string, string>()
  private making: Promise<Map<string, PartKey>> | null = null
  private spare: string[] = []

  constructor(
    private readonly masterKey: MasterKey,
    private readonly repository: PartKeysRepository,
  ) {}

  /** The keys of children, or of a month, in their order; made where there is none. Durable when this answers. */
  async get(names: readonly string[]): Promise<PartKey[]> {
    return Promise.all(names.map((name) => this.make(name)))
  }

  /** Id of a child's key; null when no entry says anything about it, or its key was destroyed. */
  async findId(name: string): Promise<string | null> {
    const [found] = await this.repository.findBySubjects([this.subjectOf(name)])
    return found?._id ?? null
  }

  /** Keys by id, without those that were destroyed. */
  async findByIds(ids: readonly string[]): Promise<Map<string, Buffer>> {
    const wrapped = await this.repository.findWrapped([...new Set(ids)])
    return new Map([...wrapped].map(([id, key]) => [id, this.masterKey.openBytes(WRAP, key)]))
  }

  /** Destroys a child's key for good: nothing is made meanwhile, so that none is in use. @returns whether there was one */
  async destroy(name: string): Promise<boolean> {
    while (this.making) await this.making.catch(() => undefined)
    const destroying = this.repository.destroy(this.subjectOf(name))
    const done = destroying.then(
      () => NOTHING,
      () => NOTHING,
    )
    this.making = done
    return destroying.finally(() => (this.making = null))
  }

  /** All that are wanted at the same time are found or made together. */
  private async make(name: string): Promise<PartKey> {
    for (;;) {
      this.wanted.set(name, this.subjectOf(name))
      const made = await (this.making ??= Promise.resolve()
        .then(() => this.makeWanted())
        .finally(() => (this.making = null)))
      const key = made.get(name)
      if (key) return key
    }
  }

  /** One is read and one is written whether a key was there or not; for many together no more than one is spare. */
  private async makeWanted(): Promise<Map<string, PartKey>> {
    const names = this.wanted
    this.wanted = new Map()
    const subjects = [...names.values()]
    const there = await this.found(subjects)
    const fresh = subjects.filter((subject) => !there.has(subject)).map((subject) => this.newKey(subject))
    const isFirst = await this.repository.add(fresh.length > 0 ? fresh : [this.newKey(this.spareSubject())])
    this.removeSpare()
    for (const key of fresh) there.set(key.subject, key)
    // What is there counts: another copy was first with one of them.
    const keys = isFirst ? there : await this.found(subjects)
    return new Map(
      [...names].flatMap(([name, subject]) => (keys.has(subject) ? [[name, this.opened(keys.get(subject)!)]] : [])),
    )
  }

  private async found(subjects: readonly string[]): Promise<Map<string, PartKeyDocument>> {
    return new Map((await this.repository.findBySubjects(subjects)).map((key) => [key.subject, key]))
  }

  private spareSubject(): string {
    const subject = `spare:${randomBytes(16).toString('base64url')}`
    this.spare.push(subject)
    return subject
  }

  /** Nobody waits for it; those that a crash leaves are keys of nothing. */
  private removeSpare(): void {
    if (this.spare.length < MOST_SPARE) return
    const subjects = this.spare
    this.spare = []
    void this.repository.remove(subjects).catch(() => undefined)
  }

  private newKey(subject: string): PartKeyDocument {
    const wrapped = this.masterKey.seal(WRAP, randomBytes(32))
    return { _id: randomBytes(16).toString('base64url'), subject, wrapped, createdAt: new Date() }
  }

  private opened({ _id: id, wrapped }: PartKeyDocument): PartKey {
    return { id, key: this.masterKey.openBytes(WRAP, bytesOf(wrapped)) }
  }

  private subjectOf(name: string): string {
    return this.masterKey.pseudonym(SUBJECT, name)
  }
}
