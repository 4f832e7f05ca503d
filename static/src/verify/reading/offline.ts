// Lets the page open without a network once it was opened: a worker of its own, which the phone's app does not know.

const WORKER = '/S/sw.js'

/** Whether this is the file that somebody saved, which is offline by nature. */
export const isSavedFile = () => location.protocol === 'file:'

export function keepForOffline(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD || isSavedFile()) return
  // A page that may not turn text into code has to vouch for the address of its worker.
  const policy = window.trustedTypes?.createPolicy('qiaomen', { createScriptURL: (url) => url })
  const url = (policy?.createScriptURL(WORKER) ?? WORKER) as string
  void navigator.serviceWorker.register(url, { scope: '/S/' }).catch((failure: unknown) => console.info('not kept', failure))
}
