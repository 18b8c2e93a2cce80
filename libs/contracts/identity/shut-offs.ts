import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { WholeList } from '../whole-list.ts'

/** What may be shut off (S03). */
export const SHUT_OFF_SCOPES = ['all', 'authority', 'organisation', 'feed'] as const
export type ShutOffScope = (typeof SHUT_OFF_SCOPES)[number]

/** More are not listed. */
export const MOST_SHUT_OFFS_LISTED = 200

@About('What is to be shut off.')
export class MakeShutOff {
  @About('`all`: nothing is read by anybody, and no feed comes in.')
  @IsIn(SHUT_OFF_SCOPES)
  scope!: ShutOffScope

  @About('Which: the code of an authority, the id of an organisation, the name of a feed; left out for all.', {
    example: '383',
    maxLength: 36,
  })
  @IsOptional()
  @IsString()
  @MaxLength(36)
  subject?: string
}

@About('Something that is, or was, shut off.')
export class ShutOff {
  @About('Says which it is.', UUID)
  @IsString()
  shutOffId!: string

  @About('How much.')
  @IsIn(SHUT_OFF_SCOPES)
  scope!: ShutOffScope

  @About('Which; null: all.', { maxLength: 200 })
  @OrNull()
  @IsOptional()
  @IsString()
  subject!: string | null

  @About('Since when.', INSTANT)
  @IsString()
  since!: string

  @About('How many of the two people who reopen it have said so.')
  @IsInt()
  @Min(0)
  reopenings!: number
}

/** Two authorities may have organisations of one name. */
export function organisationKey({ authority, organisation }: { authority: string; organisation: string }): string {
  return `${authority}/${organisation}`
}

/** Whether something that is shut off is somebody's: everybody's, their authority's, their organisation's, or the feed they send. */
export function isShutOff(
  who: { authority: string; organisation: string; source?: string | null },
  { scope, subject }: Pick<ShutOff, 'scope' | 'subject'>,
): boolean {
  if (scope === 'all') return true
  if (scope === 'feed') return who.source === subject
  return subject === (scope === 'authority' ? who.authority : organisationKey(who))
}

export class AboutShutOff {
  @About('The shut-off.', UUID)
  @IsUUID()
  shutOffId!: string
}

export class ListShutOffs {}

@About('What is shut off now.')
export class ShutOffsListed extends WholeList {
  @About('The latest first.', { maxItems: MOST_SHUT_OFFS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_SHUT_OFFS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => ShutOff)
  items!: ShutOff[]
}

const BY_EITHER = { askedBy: ['gateway'], for: 'person', roles: ['accreditor', 'operator'] } as const

/** One person is enough. When it is answered, no copy serves what is shut off. Errors: `forbidden` for more than is the caller's, `invalid-request`. */
export const makeShutOff = request('identity.shut-off.make', MakeShutOff, ShutOff, BY_EITHER)

/** The same by whoever has the operator's machine, when nobody can sign in. Recorded as the console's. */
export const orderShutOff = request('identity.shut-off.order', MakeShutOff, ShutOff, {
  askedBy: ['console'],
  for: 'service',
})

/** Two different people must; what is shut off is so until the second has. Errors: `not-found`, `conflict` for one who has said so. */
export const reopenShutOff = request('identity.shut-off.reopen', AboutShutOff, ShutOff, {
  ...BY_EITHER,
  roles: ['accreditor'],
  recently: true,
})

export const listShutOffs = request('identity.shut-off.list', ListShutOffs, ShutOffsListed, BY_EITHER)
