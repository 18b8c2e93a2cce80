import type { MongoClient } from 'mongodb'

interface KeptRecord {
  _id: string
  childId: string | null
  question: { id: string } | null
}
interface KeptDecision {
  _id: string
  recordId: string
  childId: string | null
}
interface KeptKey {
  _id: object
  childId: string
}

/** Everything that the directory has at one moment of children, of what was said of them, and of what people answered. */
export class KeptLinks {
  constructor(
    readonly children: ReadonlyMap<string, object>,
    readonly records: readonly KeptRecord[],
    readonly keys: ReadonlyMap<string, KeptKey>,
    /** By the question that they answer. */
    readonly decisions: ReadonlyMap<string, KeptDecision>,
  ) {}

  /** Children of whom no record tells, and keys of nobody. */
  get withoutRecord(): string[] {
    const told = new Set(this.records.map(({ childId }) => childId))
    const ofNobody = [...this.keys.values()].filter(({ childId }) => !this.children.has(childId))
    return [...[...this.children.keys()].filter((id) => !told.has(id)), ...ofNobody.map(({ childId }) => childId)]
  }

  /** All that a question is about, byte for byte but for who looks at it: its record, what that had told of another child, the answer, and the children. */
  of(questionId: string): string {
    const decision = this.decisions.get(questionId)
    const own = this.records.find(({ _id, question }) => question?.id === questionId || _id === decision?.recordId)
    const records = this.records.filter(({ _id }) => _id === own?._id || _id.startsWith(`${own?._id}~`))
    const ids = new Set(records.flatMap(({ childId }) => childId ?? []))
    const children = [...ids].sort().map((id) => this.children.get(id) ?? null)
    const keys = [...this.keys.values()].filter(({ childId }) => ids.has(childId))
    return JSON.stringify({ records: records.map(withoutHolder), children, keys, decision: decision ?? null })
  }
}

/** In one snapshot. */
export async function keptLinks(databases: MongoClient): Promise<KeptLinks> {
  return databases.withSession({ snapshot: true }, async (session) => {
    const all = <T extends { _id: unknown }>(name: string): Promise<T[]> =>
      databases.db('directory').collection(name).find({}, { session }).sort({ _id: 1 }).toArray() as never
    const children = await all<{ _id: string }>('children')
    const records = await all<KeptRecord>('source_records')
    const keys = await all<KeptKey>('search_keys')
    const decisions = await all<KeptDecision>('link_decisions')
    return new KeptLinks(byId(children), records, byId(keys), byId(decisions))
  })
}

/** As it is when an answer was taken back: that there was one, how often a child was written, and how its keys are numbered, is no matter. */
export function withoutTrace(text: string): object {
  const { records, children, keys } = JSON.parse(text) as { records: object[]; children: object[]; keys: KeptKey[] }
  const contents = keys.map(({ _id, ...key }) => JSON.stringify(key)).sort()
  return { records, children: children.map((child) => ({ ...child, version: 0 })), keys: contents }
}

function byId<T extends { _id: unknown }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [String(one._id), one]))
}

function withoutHolder(record: KeptRecord): KeptRecord {
  return record.question ? { ...record, question: { id: record.question.id } } : record
}
