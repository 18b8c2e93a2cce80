import {
  agreementIn,
  BATCH_STATES,
  PREVIEW_ITEMS,
  SOURCES,
  type BatchPreview,
  type BatchReport,
  type BatchState,
  type ListBatches,
  type PreviewItem,
} from '@contactpoint/contracts'
import { count, words } from '../../layout/words.rules.ts'

/** Which files somebody wants to see, as a browser sends it. */
export interface FilesForm {
  source?: string
  state?: string
}

/** What a file is asked to be by its own page: in which state it was seen. */
export interface StepForm {
  was?: string
}

/** What cannot be chosen is as if nothing were. */
export function wantedIn({ source, state }: FilesForm): ListBatches {
  const [ofSource, inState] = [SOURCES.find((one) => one === source), BATCH_STATES.find((one) => one === state)]
  return { ...(ofSource && { source: ofSource }), ...(inState && { state: inState }) }
}

/** What a file says of a record that was known, when it is something else than before. */
const OTHERWISE: Readonly<Record<PreviewItem, string>> = {
  name: 'Another name',
  'date-of-birth': 'Another date of birth',
  gender: 'Another gender',
  address: 'Another postcode',
  school: 'Another school, or none any more',
  'gp-practice': 'Another practice, or none any more',
  carers: 'Other carers, or other numbers of them',
  services: 'Another service of an authority, or another way to reach it, or none any more',
}

/** What a file changes, most first: nothing for what it leaves as it was. */
export function changesIn({ known, changes }: BatchPreview): { text: string; count: string }[] {
  return PREVIEW_ITEMS.filter((item) => changes[item] > 0)
    .toSorted((one, other) => changes[other] - changes[one])
    .map((item) => ({ text: OTHERWISE[item], count: ofKnown(changes[item], known) }))
}

/** Why a file was set aside; null for one that was not. */
export function brakeIn({ brake, preview }: Pick<BatchReport, 'brake' | 'preview'>): string | null {
  if (!brake || !preview) return null
  return `${OTHERWISE[brake]}: ${ofKnown(preview.changes[brake], preview.known)}`
}

/** A file held against what its feed has sent before, as counts; null: no row of it was read. */
export interface Reconciliation {
  /** What is counted of the file, and how much. */
  counts: { text: string; count: string }[]
  /** Of what both have; none where they have nothing in common. */
  agreement: { item: string; same: string; share: string }[]
  known: string
}

export function reconciliationIn(
  report: Pick<BatchReport, 'source' | 'rows' | 'refused' | 'preview'>,
): Reconciliation | null {
  const { source, rows, refused, preview } = report
  if (!preview) return null
  const { known, new: fresh, missing } = preview
  const counted = [
    ['Rows in the file', rows],
    ['Refused rows, which are not compared', refused],
    ['Rows of records that its feed has sent before', known],
    ['Rows of records that are new to us', fresh],
    ['Records that its feed has sent, and that are not in the file', missing],
  ] as const
  return {
    counts: counted.map(([text, number]) => ({ text, count: count(number) })),
    agreement: agreementIn(source, preview).flatMap(({ item, agreeing, share }) =>
      share === null ? [] : [{ item: ITEM[item], same: count(agreeing), share }],
    ),
    known: count(known),
  }
}

const ITEM: Readonly<Record<PreviewItem, string>> = {
  ...{ name: words('name'), 'date-of-birth': words('date-of-birth'), gender: words('gender') },
  ...{ address: 'Postcode', school: words('school'), 'gp-practice': words('gp-practice') },
  ...{ carers: 'Carers and their numbers', services: 'Service of an authority' },
}

function ofKnown(changed: number, known: number): string {
  return `${count(changed)} of ${count(known)} known ${known === 1 ? 'record' : 'records'}`
}

const WAITS: readonly BatchState[] = ['set-aside', 'staged']

/** Whether somebody has to say what becomes of it. */
export function waits(state: BatchState): boolean {
  return WAITS.includes(state)
}

/** Whether it goes on by itself: whoever looks again later sees something else. */
export function isUnderWay(state: BatchState): boolean {
  return ['receiving', 'waiting', 'reading', 'delivering', 'rolling-back'].includes(state)
}

/** How bad a state is, as the colour of a tag. */
export function colourOf(state: BatchState): string {
  if (state === 'set-aside' || state === 'refused') return 'red'
  if (state === 'staged') return 'yellow'
  if (state === 'applied') return 'green'
  return state === 'rolled-back' ? 'grey' : 'blue'
}

/** What applying a file does, the gravest first. */
export function followsApplying(report: Pick<BatchReport, 'brake' | 'preview'>): string[] {
  const brake = brakeIn(report)
  return [
    ...(brake ? [`It changes more than a file may unseen. ${brake}.`] : []),
    'Its rows are taken in like those of any file: what is not clear waits for somebody to decide.',
    'It can be taken back afterwards.',
  ]
}

/** What taking a file back does, or throwing it away when it was never applied. */
export function followsTakingBack(state: BatchState): string[] {
  if (waits(state)) return ['Nothing of it was taken in, and nothing will be.', 'The same file can be sent again.']
  return [
    'Its records say again what they said before, and whoever the file alone has told of is removed.',
    'What people have done stays: no shield, and nobody who works with a child, is taken away with it.',
    'Once it is taken back, the same file can be sent again.',
  ]
}
