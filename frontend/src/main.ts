import { mount } from 'svelte';
import { connect, type Desktop } from '$lib/desktop';
import { Desk } from '$lib/state/desk.svelte';
import App from './App.svelte';
import './styles/index.css';

/** desktopHere is the program, or in "npm run dev:fake" a made-up shop; that one is never part of a build. */
async function desktopHere(): Promise<Desktop> {
  if (import.meta.env.MODE === 'fake') return (await import('$lib/desktop/fake')).fake();
  return connect();
}

const target = document.getElementById('app');
if (target) void desktopHere().then((desktop) => mount(App, { target, props: { desk: new Desk(desktop) } }));
