import { Injectable } from '@nestjs/common'
import type { InvolvementOwner } from '@contactpoint/contracts'
import { InjectCollection, isDuplicate } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { contactTasks, type ContactTask, type ContactTaskDocument } from './contact-tasks.schema.ts'

@Injectable()
export class ContactTasksRepository {
  constructor(@InjectCollection(contactTasks) private readonly tasks: Model<ContactTaskDocument>) {}

  /** Nothing is added while one of the same involvement is open. */
  async add({ taskId, ...task }: ContactTask): Promise<void> {
    try {
      await this.tasks.create({ _id: taskId, ...task })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }

  /** What the people of an organisation have to mend, the oldest first. */
  async findOpenOf({ authority, organisation }: InvolvementOwner, most: number): Promise<ContactTask[]> {
    const found = await this.tasks
      .find({ 'owner.authority': authority, 'owner.organisation': organisation, state: 'open' })
      .sort({ reportedAt: 1, _id: 1 })
      .limit(most)
      .lean<ContactTaskDocument[]>()
    return found.map(({ _id: taskId, ...task }) => ({ taskId, ...task }))
  }

  /** Its contact was said anew, or is not shown any more. */
  async close(involvementId: string, doneAt: Date): Promise<void> {
    await this.tasks.updateMany({ involvementId, state: 'open' }, { $set: { state: 'done', doneAt } })
  }
}
