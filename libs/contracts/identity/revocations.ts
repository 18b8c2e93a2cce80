import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator'
import { news } from '../news.ts'
import { Nothing } from '../nothing.ts'
import { request } from '../message.ts'
import { ShutOff } from './shut-offs.ts'

/** Whose access tokens are good no longer, though their minute is not over. `everybody` has no subject. */
export const REVOKED = ['session', 'person', 'organisation', 'authority', 'practitioners', 'everybody'] as const
export type RevokedKind = (typeof REVOKED)[number]

/**
 * So old may what a copy of the gateway knows of revocations be, in milliseconds, before it serves nobody until it knows again. Whoever revokes
 * waits as long: then no copy serves what is revoked.
 */
export const REVOCATIONS_KEPT_MS = 2_000

/** More at once than this are read in another question. */
export const MOST_REVOCATIONS = 2_000

export class Revocation {
  @IsIn(REVOKED)
  kind!: RevokedKind

  /** The id of the session or person, authority and name of the organisation (`383/Name`), or the authority's code (`practitioners`: of that authority). */
  @IsString()
  @MaxLength(200)
  subject!: string

  /** Tokens of before are good no longer. */
  @IsISO8601()
  at!: string
}

export class ReadRevocations {
  /** Those since then, and a little before, as clocks differ; left out: all that tokens may still live of. */
  @IsOptional()
  @IsISO8601()
  since?: string
}

export class RevocationsRead {
  @IsArray()
  @ArrayMaxSize(MOST_REVOCATIONS)
  @ValidateNested({ each: true })
  @Type(() => Revocation)
  revocations!: Revocation[]

  /** What is shut off now. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ShutOff)
  shutOffs!: ShutOff[]

  /** What to ask since the next time. */
  @IsISO8601()
  at!: string
}

/** What ends access tokens before their time, and what is shut off. Errors: `unavailable`. */
export const readRevocations = request('identity.revocation.read', ReadRevocations, RevocationsRead, {
  askedBy: ['gateway', 'ingestion'],
  for: 'service',
})

/** Something was revoked or shut off: copies look what. */
export const revocationMade = news('identity.revocation.made', Nothing, { heardBy: ['gateway'] })
