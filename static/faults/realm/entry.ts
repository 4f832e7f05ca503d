// What a simulated phone runs: the shipped modules as they are, and nothing else of the app.
import * as inside from './inside'
import { signIn } from '../../src/phone/sync/account'
import { Engine } from '../../src/phone/sync/engine'
import { listen } from '../../src/phone/sync/triggers'
import { PhoneDb } from '../../src/phone/local/db'
import { openChecks } from '../../src/phone/local/checks'
import { openDoors } from '../../src/phone/local/register'
import { recordCheck, recordExclusion, recordVisit } from '../../src/phone/local/visits'
import { takeBack } from '../../src/phone/sync/asking'

export { Engine, PhoneDb, inside, listen, openChecks, openDoors, recordCheck, recordExclusion, recordVisit, signIn, takeBack }
