import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsIn, IsInt, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { ORGANISATION_CODE, UUID } from '../schemas.ts'
import { SHOWN_SERVICES, type ShownService } from '../vocabulary.ts'

/** More than this many that people have recorded are not shown. */
export const MOST_INVOLVEMENTS_SHOWN = 1_000
/** More services than this many are not kept of what feeds say. */
export const MOST_FED_SERVICES = 20
/** Those, a school and a practice. */
export const MOST_FED_INVOLVEMENTS = MOST_FED_SERVICES + 2

@About('An organisation of the public lists, and where it is reached.')
export class Organisation {
  @About(
    "An authority's DfE code (three digits), a school's URN (six), or the code of a GP practice.",
    ORGANISATION_CODE,
  )
  @IsString()
  code!: string

  @About('Its name there, when the list has it.', { maxLength: 500, example: 'Leeds' })
  @OrNull()
  @IsString()
  name!: string | null

  @About('Lines of its address, as far as the list has them.', {
    maxItems: 6,
    items: { type: 'string', maxLength: 500 },
    example: ['The Health Centre', 'Lawson Street'],
  })
  @IsArray()
  @IsString({ each: true })
  lines!: string[]

  @About('Its postcode, when the list has it.', { maxLength: 10, example: 'TS18 1HU' })
  @OrNull()
  @IsString()
  postcode!: string | null
}

/** Who works with a child, and how they are reached (S04, S33): contact details and dates, and no word of what they do. */
@About('Somebody who works with a child, or a service that does.')
export class Involvement {
  @About(
    'Id of the involvement; none of what feeds bring: school, practice, services that an authority has listed.',
    UUID,
  )
  @OrNull()
  @IsString()
  involvementId!: string | null

  @About('Its version: its ETag is this number in quotes.')
  @OrNull()
  @IsInt()
  version!: number | null

  @About('What it is. `unspecified`: another service; ask the authority.')
  @IsIn(SHOWN_SERVICES)
  service!: ShownService

  @OrNull()
  @ValidateNested()
  @Type(() => Organisation)
  organisation!: Organisation | null

  @About('Name of the person.', { maxLength: 100, example: 'Aisha Patel' })
  @OrNull()
  @IsString()
  personName!: string | null

  @About('Work telephone, digits.', { maxLength: 20, example: '01134960123' })
  @OrNull()
  @IsString()
  phone!: string | null

  @About('Work e-mail.', { maxLength: 254, example: 'a.patel@example.gov.uk' })
  @OrNull()
  @IsString()
  email!: string | null

  @About('Since when.', { format: 'date', maxLength: 10, example: '2026-03-02' })
  @OrNull()
  @IsString()
  startDate!: string | null

  @About('Until when, when it has ended.', { format: 'date', maxLength: 10, example: '2026-09-30' })
  @OrNull()
  @IsString()
  endDate!: string | null

  @About('Whether the person leads for all who work with the child.')
  @IsBoolean()
  leadProfessional!: boolean

  @About('Whether they hold an assessment; nothing of what it says is kept.')
  @IsBoolean()
  hasAssessment!: boolean

  @About('Day on which the contact details were last said to be right.', {
    format: 'date',
    maxLength: 10,
    example: '2026-03-02',
  })
  @OrNull()
  @IsString()
  contactAsOf!: string | null
}
