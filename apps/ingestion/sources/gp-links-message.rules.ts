import { FileFault, type EdifactMessage, type EdifactSegment } from '@contactpoint/feed-formats'
import { Segments, type SegmentLayout } from './edifact-feed.rules.ts'
import { RowFault } from './feed.rules.ts'
import { compactDay } from './gp-links-patient.rules.ts'
import { matching, refuse } from './field-readers.rules.ts'

const HEADER: SegmentLayout = { BGM: 1, 'NAD+FHS': 1, 'DTM+137': 1, 'RFF+950': 1 }

/** What a message says of all its transactions. */
export interface GpLinksHeader {
  /** `G1`: from a practice; `F1`: from an authority. */
  type: string
  /** The day on which it was sent, `YYYY-MM-DD`. */
  asOf: string
  /** `HH:MM` */
  time: string
  /** Trading partner codes of the practice and of its authority. */
  practice: string
  authority: string
}

/** What stands before the first `S01`, and then each transaction with its `S01`. */
export function transactionsOf(segments: readonly EdifactSegment[]): EdifactSegment[][] {
  const groups: EdifactSegment[][] = [[]]
  for (const segment of segments) {
    if (segment.tag === 'S01') groups.push([])
    groups.at(-1)!.push(segment)
  }
  return groups
}

/**
 * @param isTaken whether anything is made of a message of this type
 * @throws FileFault `header-not-valid`
 */
export function readHeader(
  message: EdifactMessage,
  segments: EdifactSegment[],
  today: string,
  isTaken: (type: string) => boolean,
): GpLinksHeader {
  try {
    return headerOf(message, segments, today, isTaken)
  } catch (fault) {
    if (fault instanceof RowFault) throw new FileFault('header-not-valid', message.line)
    throw fault
  }
}

function headerOf(
  message: EdifactMessage,
  segments: EdifactSegment[],
  today: string,
  isTaken: (type: string) => boolean,
): GpLinksHeader {
  const partner = matching(/^[A-Z0-9]{1,12}$/)
  const sender = partner(message.sender, 'UNB')
  const recipient = partner(message.recipient, 'UNB')
  matching(/^FHSREG$/)(message.type[0] ?? '', 'UNH')
  const declared = segments.filter(({ tag, elements }) => tag in HEADER || `${tag}+${elements[0]?.[0]}` in HEADER)
  const type = new Segments(declared, HEADER).one('RFF+950').one(0, 1, matching(/^[FG]\d{1,2}$/))
  // Headers of messages that are not taken have more in them, which nobody reads.
  const header = new Segments(isTaken(type) ? segments : declared, HEADER)
  header.one('BGM')
  header.one('NAD+FHS')
  const sent = header.one('DTM+137')
  sent.one(0, 2, matching(/^203$/))
  const text = sent.one(0, 1, matching(/^\d{8}([01]\d|2[0-3])[0-5]\d$/))
  const asOf = compactDay(text.slice(0, 8), sent.name)
  if (asOf > today) refuse(sent.name, 'in-the-future')
  const [practice, authority] = type.startsWith('G') ? [sender, recipient] : [recipient, sender]
  return { type, asOf, time: `${text.slice(8, 10)}:${text.slice(10)}`, practice, authority }
}
