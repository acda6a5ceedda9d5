import { tones, type ToneName } from './tones';

const attack = 0.005;

/** TonePlayer sounds verdicts. A new tone cuts the old one; without sound hardware it stays silent, the picture remains. */
export class TonePlayer {
  #context: AudioContext | null = null;
  #playing: GainNode | null = null;
  /** 0 to 100. */
  volume = 60;

  /** play sounds one outcome now. */
  play(name: ToneName): void {
    if (this.volume <= 0) return;
    const context = this.#open();
    if (!context) return;
    this.#playing?.disconnect();
    const out = context.createGain();
    out.gain.value = (this.volume / 100) ** 2;
    out.connect(context.destination);
    this.#playing = out;
    let at = context.currentTime;
    for (const beep of tones[name]) {
      const seconds = beep.ms / 1000;
      if (beep.hertz > 0) this.#beep(context, out, beep.hertz, at, seconds, beep.waver === true);
      at += seconds;
    }
  }

  #beep(context: AudioContext, out: AudioNode, hertz: number, at: number, seconds: number, waver: boolean): void {
    const wave = context.createOscillator();
    const level = context.createGain();
    wave.type = 'triangle';
    wave.frequency.setValueAtTime(hertz, at);
    if (waver) {
      wave.frequency.linearRampToValueAtTime(hertz * 1.06, at + seconds / 2);
      wave.frequency.linearRampToValueAtTime(hertz * 0.97, at + seconds);
    }
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(1, at + attack);
    level.gain.setValueAtTime(1, at + seconds - attack);
    level.gain.linearRampToValueAtTime(0, at + seconds);
    wave.connect(level).connect(out);
    wave.start(at);
    wave.stop(at + seconds);
  }

  #open(): AudioContext | null {
    if (!this.#context && typeof AudioContext !== 'undefined')
      this.#context = new AudioContext({ latencyHint: 'interactive' });
    if (this.#context?.state === 'suspended') void this.#context.resume();
    return this.#context;
  }
}
