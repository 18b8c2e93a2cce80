/** Of an acceptance and of an amendment: their segments, from `S01` on. */
export const GP_ACCEPTANCE = [
  ...['S01+1', 'RFF+TN:17', 'NAD+GP+4826940,A81001:900', 'HEA+ACD+A:ZZZ', 'HEA+ATP+3:ZZZ', 'S02+2'],
  "PNA+PAT+9990000018:OPI+++SU:O?'BRIEN+FO:SEAN+TI:MASTER+MI:PATRICK+FS:JAMES JOHN",
  ...['DTM+329:20150302:102', 'PDI+1', 'NAD+PAT++??:12 HIGH STREET::LEEDS:WEST YORKSHIRE+++++LS1  4AP'],
  ...['S02+2', 'PNA+PER++++SU:MURPHY'],
]
export const GP_AMENDMENT = [
  ...['S01+1', 'RFF+TN:18', 'NAD+GP+4826940,A81001:900', 'S02+2', 'PNA+PAT+9990000018:OPI'],
  'NAD+PAT++??:12 HIGH STREET::LEEDS:WEST YORKSHIRE+++++LS1  4AP',
]

export interface GpLinksMessage {
  /** `G1` an acceptance, unless said otherwise. */
  type?: string
  /** `CCYYMMDDHHMM` */
  sent?: string
  segments: string[]
}

/** A GP registration file of one message, from practice TES5 to authority XX11, one segment a line. */
export function aGpLinksFile({ type = 'G1', sent = '202610011438', segments }: GpLinksMessage): string {
  const header = ['BGM+++507', 'NAD+FHS+XX1:954', `DTM+137:${sent}:203`, `RFF+950:${type}`]
  const lines = ['UNH+1+FHSREG:0:1:FH:FHS001', ...header, ...segments, `UNT+${segments.length + 6}+1`]
  return ['UNB+UNOA:2+TES5+XX11+261001:1438+1', ...lines, 'UNZ+1+1'].map((line) => `${line}'\n`).join('')
}
