import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsInt, IsNumber, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { FOR_MODEL_READERS, OneLinkModel } from './link-models.ts'

/** Sources are eight, and communities of family names some fifteen. */
const MOST_GROUPS = 30
const COUNT = { example: 240 } as const
const SHARE = { minimum: 0, maximum: 1 } as const

@About('A share that was estimated from a sample, with the 95 % interval of Wilson.')
export class EstimatedShare {
  @About('As it was found.', { ...SHARE, example: 0.9958 })
  @IsNumber()
  value!: number

  @About('It is hardly lower.', { ...SHARE, example: 0.977 })
  @IsNumber()
  low!: number

  @About('It is hardly higher.', { ...SHARE, example: 0.9993 })
  @IsNumber()
  high!: number
}

@About('What people found of what the model had decided. Answers that were taken back are not among it.')
export class LinkFindings {
  @About('Drawn rows that the model had joined to a child, rightly.', COUNT)
  @IsInt()
  joinedRight!: number

  @About('Drawn rows that it had joined to a child, and that are about somebody else.', { example: 1 })
  @IsInt()
  joinedWrong!: number

  @About('Drawn rows of which it had made a child, rightly, though others were like it.', { example: 31 })
  @IsInt()
  newRight!: number

  @About('Drawn rows of which it had made a child that the directory knew already.', { example: 2 })
  @IsInt()
  newMissed!: number

  @About('Rows of which it had asked, and that are about a child whom the directory knew.', { example: 58 })
  @IsInt()
  askedSame!: number

  @About('Rows of which it had asked, and that are about nobody whom the directory knew.', { example: 12 })
  @IsInt()
  askedDifferent!: number

  @About('Of the rows that it joins by itself: the share that is right. Null: none of them was looked at.')
  @OrNull()
  @ValidateNested()
  @Type(() => EstimatedShare)
  precision!: EstimatedShare | null

  @About(
    'Of the rows about a child whom the directory knows: the share that it joins by itself. Null: none of them was looked at. Of the rows that it asks about, only drawn ones count.',
  )
  @OrNull()
  @ValidateNested()
  @Type(() => EstimatedShare)
  recall!: EstimatedShare | null
}

@About('The same of some of the rows.')
export class LinkFindingsOf extends LinkFindings {
  @About('Of which.', { maxLength: 20, example: 'gp-links' })
  @IsString()
  of!: string
}

@About('How well a model decides whom rows are about, by what people found of it.')
export class LinkQuality {
  @About('The version of the model.', { example: 12 })
  @IsInt()
  version!: number

  @ValidateNested()
  @Type(() => LinkFindings)
  all!: LinkFindings

  @About('By the feed that sent the rows; of which nobody has looked at any are left out.', { maxItems: MOST_GROUPS })
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ValidateNested({ each: true })
  @Type(() => LinkFindingsOf)
  bySource!: LinkFindingsOf[]

  @About(
    'By the community in whose lists the family name is most frequent: of names, not of people, and kept of nobody.',
    {
      maxItems: MOST_GROUPS,
    },
  )
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @ValidateNested({ each: true })
  @Type(() => LinkFindingsOf)
  byCommunity!: LinkFindingsOf[]
}

/** How well a version decides, by what people found. It is about no child, and is not recorded. Errors: `not-found`. */
export const readLinkQuality = request('directory.link-quality.read', OneLinkModel, LinkQuality, FOR_MODEL_READERS)
