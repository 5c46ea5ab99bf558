/** Two notes one after the other: Hertz, and seconds from now. */
const NOTES = [
  { pitch: 659.25, at: 0 },
  { pitch: 880, at: 0.14 },
] as const;
/** Seconds that a note takes to fade, and how loud it is at first, from 0 to 1. */
const FADE = 0.45;
const LOUDNESS = 0.12;

let audio: AudioContext | undefined;

/**
 * Plays a short, soft sound. A browser plays none for a page on which nobody clicked or typed yet; then it is silent.
 */
export const playChime = (): void => {
  audio ??= new AudioContext();
  const context = audio;
  const play = (): void => {
    for (const { pitch, at } of NOTES) {
      const start = context.currentTime + at;
      const loudness = new GainNode(context, { gain: 0 });
      const tone = new OscillatorNode(context, { frequency: pitch });
      loudness.gain.setValueAtTime(LOUDNESS, start);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + FADE);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + FADE);
    }
  };
  if (context.state === 'running') play();
  else context.resume().then(play, () => undefined);
};
