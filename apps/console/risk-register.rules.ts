import type { AuthorityReadiness, ReadinessItem, ReadinessName, RolloutRead } from '@contactpoint/contracts'

/** What may happen while a gate is not met, where an authority is live already, and who acts. */
const RISKS: Readonly<Record<ReadinessName, { whenLive: string; owner: string }>> = {
  'two-shield-officers': {
    whenLive: 'a shield that somebody asks for holds as interim, and nobody of the authority can place and confirm it',
    owner: 'accreditor of the authority: a second officer, vetted and trained',
  },
  'management-team': {
    whenLive:
      'no shield is reviewed or lifted, nobody is put in touch, no override is checked but by the national desk',
    owner: 'accreditor of the authority: somebody of the team',
  },
  'no-open-requests': {
    whenLive: 'children are hidden by a request that nobody has decided about',
    owner: 'shield officers: place and confirm, or refuse',
  },
  'reviewed-policy': {
    whenLive: 'answers leave under a policy that nobody outside has reviewed (S19)',
    owner: 'auditor: record the review',
  },
  'attested-by-two': {
    whenLive: 'nobody has said under the policy in force that all shields are in place',
    owner: 'two of the desk: attest it',
  },
}

/** The register of residual risks, as a page: generated, so that it says what is so now, and nothing that somebody forgot to change. @param at an instant, ISO 8601 */
export function registerPage({ authorities, policy, isPolicyReviewed }: RolloutRead, at: string): string {
  const review = isPolicyReviewed ? 'reviewed from outside' : 'NOT reviewed from outside'
  return [
    '# Register of residual risks',
    '',
    `Generated ${at} from the go-live gates of ${authorities.length} authorities; policy ${policy}, ${review}.`,
    'What no gate can exclude stands in docs/residual-risk.md, which is accepted before each wave.',
    '',
    ...section('Live, with a gate that is not met any more', authorities.filter(isLive), riskRow),
    ...section(
      'Not live: what is missing',
      authorities.filter((one) => !isLive(one)),
      missingRow,
    ),
    '## Authorities',
    '',
    ...table(['authority', 'wave', 'state', 'live since', 'gates met'], authorities.map(stateRow)),
    '',
  ].join('\n')
}

function isLive({ authority }: AuthorityReadiness): boolean {
  return authority.state === 'live'
}

type Row = (authority: AuthorityReadiness, gate: ReadinessItem) => string[]

const riskRow: Row = ({ authority }, { name, count }) => {
  const { whenLive, owner } = RISKS[name]
  return [authority.code, `${name} (${count})`, whenLive, owner]
}

const missingRow: Row = ({ authority }, { name, count }) => [
  ...[authority.code, `${name} (${count})`],
  ...['its practitioners are not let in', RISKS[name].owner],
]

function section(title: string, authorities: readonly AuthorityReadiness[], toRow: Row): string[] {
  const rows = authorities.flatMap((one) => one.items.filter(({ isMet }) => !isMet).map((gate) => toRow(one, gate)))
  const body = rows.length === 0 ? ['Nothing.'] : table(['authority', 'gate', 'what may happen', 'who acts'], rows)
  return [`## ${title}`, '', ...body, '']
}

function stateRow({ authority, items }: AuthorityReadiness): string[] {
  const { code, wave, state, liveSince } = authority
  const met = items.filter(({ isMet }) => isMet).length
  return [code, String(wave), state, liveSince?.slice(0, 10) ?? '', `${met} of ${items.length}`]
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)]
}
