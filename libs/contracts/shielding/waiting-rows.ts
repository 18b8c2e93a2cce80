import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { MOST_PARKED_LISTED, RowId } from '../directory/parked-rows.ts'
import { ROW_DECISIONS, ROW_OUTCOMES, type RowDecision, type RowOutcome } from '../feed-vocabulary.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { CHILD_ID } from '../schemas.ts'
import { NEAR_CODES, type NearCode } from '../vocabulary.ts'

/** As many are decided in one request as are listed. */
const MOST_MORE = MOST_PARKED_LISTED - 1

@About('What was decided of a row of a feed about a shielded child.')
export class DecideWaitingRow extends RowId {
  @About('Id of the shielded child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About(
    '`take`: what it says goes into the record, as hidden as all else there. `leave`: it is left out, and asked again of nobody.',
  )
  @IsIn(ROW_DECISIONS)
  decision!: RowDecision

  @About('How that is known.')
  @IsIn(NEAR_CODES)
  code!: NearCode

  @About(
    'Other rows about the same child, decided alike. Where it is there, even empty, the answer says of each row what became of it.',
    {
      maxItems: MOST_MORE,
    },
  )
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_MORE)
  @ValidateNested({ each: true })
  @Type(() => RowId)
  more?: RowId[]
}

@About('A row, and what became of it.')
export class RowDecided extends RowId {
  @About(
    '`gone`: it waits no more, or a later delivery has taken its place. `only-left`: it can only be left. `open`: nothing was heard of it in time; the ' +
      'list says whether it waits still.',
  )
  @IsIn(ROW_OUTCOMES)
  outcome!: RowOutcome
}

@About('What became of several rows.')
export class RowsDecided {
  @About('Each once, in the order of the question.', { maxItems: MOST_PARKED_LISTED })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PARKED_LISTED)
  @ValidateNested({ each: true })
  @Type(() => RowDecided)
  rows?: RowDecided[]
}

/**
 * Decides a row that waits, or several about one child, one after the other; each is recorded before it takes effect. Errors: `not-found` as for
 * the list; `unavailable`. Of a question without `more`: `not-found` too for a row that waits no more, and `conflict` for taking in what can
 * only be left.
 */
export const decideWaitingRow = request('shielding.row.decide', DecideWaitingRow, RowsDecided, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})
