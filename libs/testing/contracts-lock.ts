import { allNews, allRequests, type MessageClass } from '@contactpoint/contracts'
import { getMetadataStorage } from 'class-validator'
import { createRequire } from 'node:module'

interface NestedTypes {
  findTypeMetadata(shape: object, field: string): { typeFunction(): unknown } | undefined
}

/** Which class is inside a field: class-transformer knows, and has no other way to say so. */
const { defaultMetadataStorage: nested } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: NestedTypes
}

/** Each field of a question by its path, and whether it must be sent. */
type Fields = Record<string, 'required' | 'optional'>

/** What is said on the bus, as another version of a service relies on it. */
export type Locked = Record<string, { askedBy: readonly string[]; question: Fields; answer: readonly string[] }>

/** Every message as it is declared now, sorted. News are answers that nobody asked for. */
export function lockedContracts(): Locked {
  const questions = allRequests().map(({ subject, askedBy, question, answer }) => {
    return [subject, { askedBy: [...askedBy].sort(), question: fieldsOf(question), answer: namesOf(answer) }] as const
  })
  const news = allNews().map(({ subject, heardBy, content }) => {
    return [subject, { askedBy: [...heardBy].sort(), question: {}, answer: namesOf(content) }] as const
  })
  return Object.fromEntries([...questions, ...news].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function namesOf(shape: MessageClass<object>): string[] {
  return Object.keys(fieldsOf(shape))
}

/** What a version that relies on `before` would miss, or be refused for, in `now`: none when it only grew. */
export function lossesOf(before: Locked, now: Locked): string[] {
  return Object.entries(before).flatMap(([subject, was]) => {
    const is = now[subject]
    if (!is) return [`${subject} is gone`]
    const untaken = Object.keys(was.question).filter((field) => !(field in is.question))
    const required = Object.keys(is.question).filter(
      (field) => is.question[field] === 'required' && was.question[field] !== 'required' && !isInNew(field, was, is),
    )
    return [
      ...was.askedBy
        .filter((who) => !is.askedBy.includes(who))
        .map((who) => `${subject} may no longer be asked by ${who}`),
      ...untaken.map((field) => `${subject} no longer takes ${field}`),
      ...required.map((field) => `${subject} now requires ${field}`),
      ...was.answer
        .filter((field) => !is.answer.includes(field))
        .map((field) => `${subject} no longer answers ${field}`),
    ]
  })
}

/** Whether it is of something that is new and may be left out: who does not send that sends nothing of it. */
function isInNew(field: string, was: Locked[string], is: Locked[string]): boolean {
  const above = [...field.matchAll(/\./g)].map(({ index }) => field.slice(0, index))
  return above.some((path) => is.question[path] === 'optional' && !(path in was.question))
}

/** Fields that a class checks, and those of the classes inside it: `criteria.familyName`. */
function fieldsOf(shape: MessageClass<object>, path = ''): Fields {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false)
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))].sort()
  const entries = names.flatMap((name) => {
    const isOptional = rules.some(({ propertyName, type }) => propertyName === name && type === 'conditionalValidation')
    const inner = nested.findTypeMetadata(shape, name)?.typeFunction() as MessageClass<object> | undefined
    const below = inner ? Object.entries(fieldsOf(inner, `${path}${name}.`)) : []
    return [[`${path}${name}`, isOptional ? 'optional' : 'required'] as const, ...below]
  })
  return Object.fromEntries(entries)
}
