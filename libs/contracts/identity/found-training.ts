import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, Matches, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { TRAINING_MODULES, type TrainingModule } from '../training-vocabulary.ts'
import { COURSE_CODE, COURSE_VERSION } from './courses.ts'
import { TrainingCertified } from './training-sessions.ts'

@About('Who is certified without a session, since there is no trainer yet.')
export class FoundTraining {
  @About('Id of a national trainer.', { maxLength: 100, example: 'e3b0c442' })
  @IsString()
  @MaxLength(100)
  personId!: string

  @About('The course by which they were tested.', { maxLength: 20, example: 'CP-CORE' })
  @Matches(COURSE_CODE)
  courseCode!: string

  @About('Its version.', { maxLength: 7, example: '1.0' })
  @Matches(COURSE_VERSION)
  version!: string

  @About('Modules that the course teaches.', { maxItems: TRAINING_MODULES.length })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TRAINING_MODULES.length)
  @ArrayUnique()
  @IsIn(TRAINING_MODULES, { each: true })
  modules!: TrainingModule[]
}

/**
 * A national accreditor certifies a national trainer, while no trainer is accredited anywhere. Errors: `forbidden` for an authority's accreditor; `not-found`; `conflict` for
 * oneself, and once there is a trainer; `invalid-request` for a module that the course does not teach.
 */
export const foundTraining = request('identity.training.found', FoundTraining, TrainingCertified, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor'],
})
