import { news } from '../news.ts'
import { Nothing } from '../nothing.ts'

/** Entries were written, lately: there is something to sign. */
export const ledgerGrew = news('audit.ledger.grew', Nothing, { heardBy: ['audit'] })
