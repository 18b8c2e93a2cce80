import { expect, it } from '@jest/globals'
import type { Connection } from 'mongoose'
import type { Child } from '../children/children.schema.ts'
import type { PartsService } from '../children/parts.service.ts'
import type { RecordsService } from '../children/records.service.ts'
import type { EffectsService } from './effects.service.ts'
import type { LookalikesService } from './lookalikes.service.ts'
import type { NearnessService } from './nearness.service.ts'
import type { RestrictionsRepository } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

it('a restricted child is kept for the near test only in the transaction that writes it', async () => {
  const restrictions = new RestrictionsService(
    {} as Connection,
    {} as RecordsService,
    {} as PartsService,
    {} as RestrictionsRepository,
    {} as NearnessService,
    {} as LookalikesService,
    {} as EffectsService,
  )
  await expect(restrictions.keep({} as Child)).rejects.toThrow('in a transaction only')
})
