import type { FaultCode } from '../fault.ts'
import type { MessageClass, RequestContract } from '../message.ts'
import { Nothing } from '../nothing.ts'

/** Names of the fields that stand in a path: `childId` of `/v1/children/{childId}/disclosures`. */
type FieldsIn<Path extends string> = Path extends `${string}{${infer Field}}${infer Rest}`
  ? Field | FieldsIn<Rest>
  : never

type PathOf<Path extends string, Question> = FieldsIn<Path> extends keyof Question ? Path : never

/** What is the same of every route, whatever is asked and answered. */
interface Words {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly status: number
  /** Which faults it may answer with beside those that any route of its kind may; see `faultsOf`. */
  readonly faults: readonly FaultCode[]
  readonly summary: string
  readonly description: string
  /** Whether everybody may ask. Any other route wants an access token. */
  readonly open: boolean
  /** Whether a proof of a key that comes along (the header DPoP, RFC 9449) binds what it answers to that key. */
  readonly takesProof: boolean
  /** Whether requests are counted and too many refused. */
  readonly limited: boolean
  /** Whether it goes on when the directory is shut off (S03): what protects children, and what ends a shut-off. */
  readonly whenShutOff: boolean
  /** Whether it does no harm to ask again when no answer arrived. */
  readonly repeatable: boolean
  /** What the answer is, when it is not JSON. */
  readonly gives: string
  /** An answer with another status that has the form of the answer and is no problem. */
  readonly otherwise: number | null
  /** The field of the question that comes from the header If-Match: the version that is changed. */
  readonly ifMatch: string | null
  /** The field of the answer that is its version, which the header ETag says. */
  readonly etag: string | null
}

/** What somebody may send as it stands, and what could be answered. */
interface Example {
  readonly ask?: object
  readonly answer?: object
}

/**
 * One thing that can be asked of the REST API. Fields of the question whose name stands in the path come from there, `fixed`
 * ones are known, the others come from the query of a GET or beside a file, and from the body otherwise.
 */
export interface Route<Question extends object, Answer, Fixed extends keyof Question = never> extends Words {
  /** `children.disclose`: its resource, and its name there. */
  readonly id: string
  readonly path: string
  readonly question: MessageClass<Question>
  readonly fixed: Pick<Question, Fixed>
  /** The forms an answer may have; none: it has no content, or is not JSON. */
  readonly answers: readonly MessageClass<Answer>[]
  /** The question on the bus that it becomes. Credentials go on unchecked, as that question says. */
  readonly asks: RequestContract<Question, object> | null
  /** Content types of a body that is a file; null: the body is JSON. */
  readonly takes: null
  /** Field of the question that stands in the file. */
  readonly inFile: string | null
  readonly example: Example
}

/** A route whose body is a file. */
export interface FileRoute<Question extends object, Answer, Fixed extends keyof Question = never> extends Omit<
  Route<Question, Answer, Fixed>,
  'takes'
> {
  readonly takes: readonly string[]
}

/** Any of them. */
export type AnyRoute = Pick<Route<object, unknown>, 'id' | 'path' | 'example' | 'fixed' | 'question' | 'inFile'> &
  Words & {
    readonly takes: readonly string[] | null
    readonly answers: readonly MessageClass<unknown>[]
    readonly asks: Pick<RequestContract<object, object>, 'shape' | 'question' | 'roles' | 'recently'> | null
  }

/** What a caller says: the question without what is fixed. */
export type Ask<Question extends object, Fixed extends keyof Question> = Omit<Question, Fixed>

type Declared<Question extends object, Path extends string, Answers, Fixed> = Pick<
  Words,
  'method' | 'status' | 'summary' | 'description'
> &
  Partial<Words> & {
    path: PathOf<Path, Question>
    question?: MessageClass<Question>
    fixed?: Fixed
    answers?: Answers
    example?: Example
    ifMatch?: keyof Question & string
  }

const USUAL = {
  faults: [],
  open: false,
  takesProof: false,
  whenShutOff: false,
  limited: true,
  gives: 'application/json',
  otherwise: null,
  ifMatch: null,
  etag: null,
  example: {},
} as const

/** Declares a route. The answer is that of the bus message, unless the gateway makes another of it. */
export function route<
  Question extends object = Nothing,
  Said extends object = Nothing,
  const Path extends string = string,
  const Answers extends readonly MessageClass<object>[] = readonly MessageClass<Said>[],
  const Fixed extends Partial<Question> = object,
>(
  declared: Declared<Question, Path, Answers, Fixed> & { asks?: RequestContract<Question, Said> },
): Route<Question, InstanceType<Answers[number]>, keyof Fixed & keyof Question> {
  const { asks = null, question = asks?.question ?? Nothing, answers = answersOf(asks) } = declared
  const repeatable = declared.method === 'GET'
  const made = {
    ...USUAL,
    repeatable,
    fixed: {},
    takes: null,
    inFile: null,
    id: '',
    ...declared,
    asks,
    question,
    answers,
  }
  return made as unknown as Route<Question, InstanceType<Answers[number]>, keyof Fixed & keyof Question>
}

/**
 * Declares that the body of a route is a file of one of these content types; the first is the usual one.
 *
 * @param inFile what of the question stands in the file: whoever sends it does not say it again
 */
export function taking<
  Question extends object,
  Answer,
  Fixed extends keyof Question,
  Read extends keyof Question = never,
>(
  takes: readonly string[],
  plain: Route<Question, Answer, Fixed>,
  inFile?: Read,
): FileRoute<Question, Answer, Fixed | Read> {
  return { ...plain, takes, inFile: inFile ?? null } as object as FileRoute<Question, Answer, Fixed | Read>
}

function answersOf(asks: { answer: MessageClass<object> } | null): readonly MessageClass<object>[] {
  return asks && asks.answer !== Nothing ? [asks.answer] : []
}

/** Routes of one thing, each named; `about` says what it is. */
export interface Resource {
  readonly name: string
  readonly about: string
}

const resources: Resource[] = []
const catalogue: AnyRoute[] = []

/** Declares the routes of a resource, and gives each its id. */
export function resource<Routes extends Record<string, object>>(name: string, about: string, routes: Routes): Routes {
  resources.push({ name, about })
  const named = Object.entries(routes).map(([key, one]) => [key, { ...one, id: `${name}.${key}` }] as const)
  catalogue.push(...named.map(([, one]) => one as unknown as AnyRoute))
  return Object.fromEntries(named) as unknown as Routes
}

/** Every route that was declared: what the gateway must serve, and what `/openapi.json` describes. */
export function allRoutes(): readonly AnyRoute[] {
  return catalogue
}

export function allResources(): readonly Resource[] {
  return resources
}

/** Whether it is asked with a body. */
export function takesBody({ method }: Pick<AnyRoute, 'method'>): boolean {
  return method === 'POST' || method === 'PATCH'
}

/** Names of the fields that neither a body nor a query says: those of the path, of headers, and fixed ones. */
export function fieldsKnown(route: Pick<AnyRoute, 'path' | 'fixed' | 'ifMatch'>): string[] {
  return [...fieldsInPath(route), ...(route.ifMatch === null ? [] : [route.ifMatch]), ...Object.keys(route.fixed)]
}

/** Those of the fields of a question that its query says. */
export function fieldsInQuery(
  route: Pick<AnyRoute, 'path' | 'fixed' | 'ifMatch' | 'method' | 'takes' | 'inFile'>,
  fields: readonly string[],
): string[] {
  const elsewhere = [...fieldsKnown(route), ...(route.inFile === null ? [] : [route.inFile])]
  return route.method === 'GET' || route.takes ? fields.filter((name) => !elsewhere.includes(name)) : []
}

/** The version of something as a header says it, ETag and If-Match alike. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** The version that such a header names; of another form none that there is. Source: RFC 9110 sections 8.8.3 and 13.1.1. */
export function versionOf(etag: string): number {
  const [, version] = /^"(\d{1,9})"$/.exec(etag.trim()) ?? []
  return Number(version ?? 0)
}

/** Names of the fields of a question that stand in the path. */
export function fieldsInPath({ path }: Pick<AnyRoute, 'path'>): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field!)
}

/** The path with these fields in it, each escaped. */
export function pathTo({ path }: Pick<AnyRoute, 'path'>, fields: object = {}): string {
  const values = fields as Record<string, unknown>
  return path.replaceAll(/\{(\w+)\}/g, (_all, field: string) => encodeURIComponent(String(values[field])))
}
