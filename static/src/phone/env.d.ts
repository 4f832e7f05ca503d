// What the build writes into the phone app.
declare const __APP_VERSION__: string
interface Window {
  /** Takes up what was chosen; see public/look.js. */
  applyLook(): void
}
