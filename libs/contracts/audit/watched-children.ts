import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { HasChildIdForm, IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT } from '../schemas.ts'
import { WATCH_KINDS, type WatchKind } from '../misuse-vocabulary.ts'
import { WholeList } from '../whole-list.ts'

/** As many children may be watched: each is looked at by people. */
export const MOST_WATCHED = 500

@About('A child each access to whom is looked at.')
export class WatchChild {
  @About('Id of the child, or of a made-up record.', CHILD_ID)
  @IsChildId()
  childId!: string

  @About('`watched`: people are curious about it. `canary`: a made-up record that nobody has business with.')
  @IsIn(WATCH_KINDS)
  kind!: WatchKind
}

@About('A child that is watched.')
export class WatchedChild extends WatchChild {
  @About('Since when.', INSTANT)
  @IsString()
  since!: string
}

@About('Says which child.')
export class EndWatch {
  @About('Id of the child.', CHILD_ID)
  @HasChildIdForm()
  childId!: string
}

export class ListWatched {}

@About('Every child that is watched.')
export class WatchedListed extends WholeList {
  @About('The latest first; without those whose retention has ended.', { maxItems: MOST_WATCHED })
  @IsArray()
  @ArrayMaxSize(MOST_WATCHED)
  @ValidateNested({ each: true })
  @Type(() => WatchedChild)
  items!: WatchedChild[]

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

@About('Of the entry that says so.')
export class WatchRecorded {
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * Has each access to a child looked at from now on; recorded. Nothing of it shows anywhere else: the record looks and behaves as before, and
 * nobody is told whether there is such a child. Errors: `conflict` when too many are watched.
 */
export const watchChild = request('audit.watched-child.add', WatchChild, WatchRecorded, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor'],
})

/** Watches a child no longer, whether or not it was; recorded. */
export const endWatch = request('audit.watched-child.remove', EndWatch, WatchRecorded, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor'],
})

/** Who is watched; recorded. */
export const listWatched = request('audit.watched-child.list', ListWatched, WatchedListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['auditor'],
})
