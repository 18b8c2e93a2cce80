import type { Asking } from './asking.ts'
import type { Observed } from './observing.ts'

/** All that could be seen in one world. */
export interface Seen {
  /** By plot and question. */
  answers: readonly (readonly Observed[])[]
  /** What services answered the gateway: each message with how often it came. */
  messages: ReadonlyMap<string, number>
}

/** Something hidden that could be seen: what is not the same in two worlds. */
export interface Told {
  /** Place of the plot among those given; null where it is not known. */
  plot: number | null
  /** Who asked what. */
  request: string
  /** The first of the two worlds. */
  world: number
  what: keyof Observed | 'bus'
  before: string
  after: string
}

const PARTS: readonly (keyof Observed)[] = ['status', 'headers', 'bytes', 'body']
/** Characters before the first that differs, and after it. */
const AROUND = 60

/** What tells two worlds apart in which the same was asked. */
export function toldApart(askings: readonly (readonly Asking[])[], before: Seen, after: Seen, world: number): Told[] {
  const answers = askings.flatMap((asked, plot) =>
    asked.flatMap(({ name, question }, n) => {
      const [one, other] = [before.answers[plot]![n]!, after.answers[plot]![n]!]
      const request = `${name}: ${question.caller} ${question.method} ${question.path} ${question.body?.slice(0, 300) ?? ''}`
      return PARTS.filter((part) => String(one[part]) !== String(other[part]))
        .slice(0, 1)
        .map((what) => ({ plot, request, world, what, ...difference(String(one[what]), String(other[what])) }))
    }),
  )
  return [...answers, ...messagesApart(before, after, world)]
}

function messagesApart({ messages: before }: Seen, { messages: after }: Seen, world: number): Told[] {
  const all = [...new Set([...before.keys(), ...after.keys()])]
  return all
    .filter((message) => before.get(message) !== after.get(message))
    .map((message) => ({
      plot: null,
      request: `a message to the gateway: ${message.slice(0, 300)}`,
      world,
      what: 'bus' as const,
      before: `${before.get(message) ?? 0} times`,
      after: `${after.get(message) ?? 0} times`,
    }))
}

function difference(before: string, after: string): Pick<Told, 'before' | 'after'> {
  let at = 0
  while (at < before.length && before[at] === after[at]) at += 1
  const around = (text: string): string => text.slice(Math.max(0, at - AROUND), at + AROUND)
  return { before: around(before), after: around(after) }
}
