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
/** Keys kept in memory, some 200 bytes each: of the children who are asked about now. */
const KEPT = 50_000
/** Then a key is read again: a copy that was stopped while it forgot a child may go on and destroy it under another's lead. */
const KEPT_MS = 10_000

interface KeptKey extends PartKey {
  /** On `performance.now()`. */
  until: number
}

/**
 * The keys under which entries say something: one a child, made at the first entry about it. Destroying a key destroys what
 * was said (`docs/decisions/0012`). Only the copy that leads seals, so no other holds a key in memory after it was destroyed.
 */
@Injectable()
export class PartKeysService {
  private readonly kept = new Map<string, KeptKey>()
  private wanted = new Map<string, string>()
  private making: Promise<void> | null = null

  constructor(
    private readonly masterKey: MasterKey,
    private readonly repository: PartKeysRepository,
  ) {}

  /** The keys of children, or of a month, in their order; made where there is none. Durable when this answers. */
  async get(names: readonly string[]): Promise<PartKey[]> {
    return Promise.all(names.map(async (name) => this.keptOf(name) ?? this.make(name)))
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

  /** Destroys a child's key for good: nothing is made meanwhile, so that no key stays in memory. @returns whether there was one */
  async destroy(name: string): Promise<boolean> {
    while (this.making) await this.making.catch(() => undefined)
    const destroying = this.repository.destroy(this.subjectOf(name)).finally(() => this.kept.delete(name))
    this.making = destroying.then(
      () => undefined,
      () => undefined,
    )
    return destroying.finally(() => (this.making = null))
  }

  /** To be called when this copy leads no longer. */
  forgetKept(): void {
    this.kept.clear()
  }

  /** Takes out of memory what is not used any more; the oldest stand first. */
  forgetOld(): void {
    const now = performance.now()
    for (const [name, { until }] of this.kept) {
      if (until > now) return
      this.kept.delete(name)
    }
  }

  /** All that are wanted at the same time are found or made together. */
  private async make(name: string): Promise<PartKey> {
    for (;;) {
      this.wanted.set(name, this.subjectOf(name))
      await (this.making ??= Promise.resolve()
        .then(() => this.makeWanted())
        .finally(() => (this.making = null)))
      const made = this.keptOf(name)
      if (made) return made
    }
  }

  private async makeWanted(): Promise<void> {
    const names = this.wanted
    this.wanted = new Map()
    const subjects = [...names.values()]
    const found = new Map((await this.repository.findBySubjects(subjects)).map((key) => [key.subject, key]))
    const fresh = subjects.filter((subject) => !found.has(subject)).map((subject) => this.newKey(subject))
    if (fresh.length > 0) {
      await this.repository.add(fresh)
      // What is there counts: another copy may have been first.
      for (const key of await this.repository.findBySubjects(fresh.map(({ subject }) => subject)))
        found.set(key.subject, key)
    }
    for (const [name, subject] of names) this.keep(name, found.get(subject))
  }

  private newKey(subject: string): PartKeyDocument {
    const wrapped = this.masterKey.seal(WRAP, randomBytes(32))
    return { _id: randomBytes(16).toString('base64url'), subject, wrapped, createdAt: new Date() }
  }

  private keep(name: string, document: PartKeyDocument | undefined): void {
    if (!document) return
    this.kept.delete(name)
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value!)
    const key = this.masterKey.openBytes(WRAP, bytesOf(document.wrapped))
    this.kept.set(name, { id: document._id, key, until: performance.now() + KEPT_MS })
  }

  private keptOf(name: string): PartKey | null {
    const kept = this.kept.get(name)
    return kept && performance.now() < kept.until ? kept : null
  }

  private subjectOf(name: string): string {
    return this.masterKey.pseudonym(SUBJECT, name)
  }
}
