// What a simulated phone runs: the shipped modules as they are, and nothing else of the app.
import * as inside from './inside'
import { signIn } from '../../src/phone/sync/account'
import { Engine } from '../../src/phone/sync/engine'
import { enrolPhone, lookAtCode } from '../../src/phone/sync/enrolment'
import { signFor } from '../../src/phone/sync/signing'
import { listen } from '../../src/phone/sync/triggers'
import { PhoneDb } from '../../src/phone/local/db'
import { openChecks } from '../../src/phone/local/checks'
import { signRequest } from '../../src/phone/local/deviceKey'
import { openDoors } from '../../src/phone/local/opening'
import { choosePin, unlock } from '../../src/phone/local/pin'
import { lockState } from '../../src/phone/local/register'
import { recordCheck, recordExclusion, recordVisit, recordWithdrawals } from '../../src/phone/local/visits'
import { takeBack } from '../../src/phone/sync/asking'

export {
  Engine, PhoneDb, choosePin, enrolPhone, inside, listen, lockState, lookAtCode, openChecks, openDoors, recordCheck, recordExclusion, recordVisit,
  recordWithdrawals, signFor, signIn, signRequest, takeBack, unlock,
}
