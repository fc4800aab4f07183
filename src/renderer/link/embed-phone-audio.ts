/**
 * Gives this browser tab the page with microphone and speaker, out of sight. In Electron that page has a hidden window of its own,
 * which outlives this one.
 */
export function embedPhoneAudio(): void {
  if (window.binnacle) return;
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.allow = "microphone; autoplay";
  frame.src = "/phone-audio";
  document.body.append(frame);
}
